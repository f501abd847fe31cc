import type { WebSocket } from 'ws';
import type { Session } from './session.ts';

const SESSION = Symbol('session');
type SessionSocket = WebSocket & { [SESSION]?: Session };

/** Who is told how a socket ended. */
export interface Ends {
  readonly failed: (error: Error) => void;
  readonly closed: (session: Session, code: number) => void;
}

/** Makes what leads a socket's events to its session: one set of listeners serves all of them. */
export const sessionListeners = ({ failed, closed }: Ends): ((socket: WebSocket, session: Session) => void) => {
  const onClose = function (this: SessionSocket, code: number): void {
    const session = this[SESSION];
    if (session === undefined) return;
    session.leave();
    closed(session, session.closeCode || code);
  };
  const onError = function (this: SessionSocket, error: Error): void {
    this[SESSION]?.leave();
    failed(error);
  };
  return (socket: SessionSocket, session) => {
    socket[SESSION] = session;
    socket.on('message', onMessage);
    socket.on('ping', onControl);
    socket.on('pong', onControl);
    socket.on('error', onError);
    socket.on('close', onClose);
  };
};

function onMessage(this: SessionSocket, frame: WebSocket.RawData, isBinary: boolean): void {
  this[SESSION]?.receive(frame as Buffer, isBinary);
}

function onControl(this: SessionSocket): void {
  this[SESSION]?.hear();
}
