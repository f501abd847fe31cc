import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { clientFrame, FrameReader, OPCODE, type Frame } from './frames.ts';

/** One subscription over graphql-transport-ws, on a socket of its own. */
export interface Follow {
  readonly port: number;
  /** From which of the machine's loopback addresses; each has 28,000 ports. */
  readonly localAddress?: string | undefined;
  /** Frames that are the same for many, made once: `followFrames`. */
  readonly frames: FollowFrames;
}

export interface FollowFrames {
  readonly init: Buffer;
  readonly subscribe: Buffer;
}

export interface Watcher {
  /** A state has come, with its `version`. The first one says that the subscription stands. */
  readonly onNext: (version: number) => void;
  /** The socket is gone; why, when it was not our wish. Called once. */
  readonly onGone: (why: string | undefined) => void;
}

const ID = '1';

/** What a socket sends after its handshake. */
export const followFrames = (payload: object, init?: object): FollowFrames => ({
  init: clientFrame(JSON.stringify({ type: 'connection_init', ...(init && { payload: init }) })),
  subscribe: clientFrame(JSON.stringify({ id: ID, type: 'subscribe', payload })),
});

const COMPLETE = clientFrame(JSON.stringify({ id: ID, type: 'complete' }));
const CLOSE = clientFrame(Uint8Array.of(1_000 >> 8, 1_000 & 255), OPCODE.close);
const PONG = clientFrame(JSON.stringify({ type: 'pong' }));
/** What any socket has just read: it is taken before the next one reads. */
const CHUNK = Buffer.alloc(1 << 16);
const HEAD_END = Buffer.from('\r\n\r\n');
const VERSION = Buffer.from('"version":');

/** How a client leaves: as a client library does, with the socket alone, or by a reset as a phone in a tunnel does. */
export type Leaving = 'completes' | 'closes' | 'breaks';

/** A client that follows one thing and reads nothing of it but its version. */
export class LiveSocket {
  readonly #socket: Socket;
  readonly #frames: FollowFrames;
  readonly #watcher: Watcher;
  readonly #reader = new FrameReader();
  readonly #onFrame = (frame: Frame) => this.#take(frame);
  #isUp = false;
  #isLeaving = false;
  #why: string | undefined;

  constructor({ port, localAddress, frames }: Follow, watcher: Watcher) {
    this.#frames = frames;
    this.#watcher = watcher;
    const callback = (length: number) => {
      this.#read(CHUNK.subarray(0, length));
      return true;
    };
    this.#socket = connect({
      ...{ port, host: '127.0.0.1', noDelay: true, onread: { buffer: CHUNK, callback } },
      ...(localAddress && { localAddress }),
    });
    this.#socket.on('connect', () => this.#socket.write(handshake()));
    this.#socket.on('error', (error) => (this.#why ??= error.message));
    this.#socket.on('close', () => watcher.onGone(this.#isLeaving ? undefined : (this.#why ?? 'closed by the server')));
  }

  leave(how: Leaving = 'completes'): void {
    this.#isLeaving = true;
    if (how === 'breaks') this.#socket.resetAndDestroy();
    else this.#socket.write(how === 'completes' ? Buffer.concat([COMPLETE, CLOSE]) : CLOSE);
  }

  giveUp(why: string): void {
    this.#isLeaving = false;
    this.#why ??= why;
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    if (this.#isUp) return this.#reader.read(chunk, this.#onFrame);
    const end = chunk.indexOf(HEAD_END);
    if (end < 0 || !chunk.toString('latin1', 0, end).startsWith('HTTP/1.1 101')) {
      this.giveUp(`no handshake: ${chunk.toString('latin1').slice(0, 200)}`);
      return;
    }
    this.#isUp = true;
    this.#socket.write(this.#frames.init);
    // A server may ping at once.
    if (end + HEAD_END.length < chunk.length) this.#reader.read(chunk.subarray(end + HEAD_END.length), this.#onFrame);
  }

  #take({ opcode, bytes, start, end }: Frame): void {
    if (opcode === OPCODE.text) return this.#hear(bytes, start, end);
    if (opcode === OPCODE.ping) this.#socket.write(clientFrame(bytes.subarray(start, end), OPCODE.pong));
    if (opcode !== OPCODE.close) return;
    if (end > start) this.#why ??= `closed with ${bytes.readUInt16BE(start)} ${bytes.toString('utf8', start + 2, end)}`;
    if (this.#isLeaving) this.#socket.end();
    else this.#socket.end(CLOSE);
  }

  #hear(bytes: Buffer, start: number, end: number): void {
    const at = bytes.indexOf(VERSION, start);
    if (at >= 0 && at < end) return this.#watcher.onNext(numberAt(bytes, at + VERSION.length));
    const text = bytes.toString('utf8', start, end);
    if (text.includes('"connection_ack"')) this.#socket.write(this.#frames.subscribe);
    else if (text.includes('"ping"')) this.#socket.write(PONG);
    else if (!this.#isLeaving && !text.includes('"pong"')) {
      this.#why = `was told ${text.slice(0, 300)}`;
      this.#socket.destroy();
    }
  }
}

const handshake = () =>
  [
    'GET /graphql HTTP/1.1',
    'Host: 127.0.0.1',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    'Sec-WebSocket-Protocol: graphql-transport-ws',
    '\r\n',
  ].join('\r\n');

function numberAt(bytes: Buffer, from: number): number {
  let value = 0;
  for (let at = from; ; at += 1) {
    const digit = (bytes[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) return value;
    value = value * 10 + digit;
  }
}
