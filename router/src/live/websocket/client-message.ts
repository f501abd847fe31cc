type Members = Readonly<Record<string, unknown>>;

/** What a client may say. https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md#message-types */
export type ClientMessage =
  | { readonly type: 'connection_init'; readonly payload: Members | undefined }
  | { readonly type: 'ping'; readonly payload: Members | undefined }
  | { readonly type: 'pong' }
  | { readonly type: 'subscribe'; readonly id: string; readonly payload: Members }
  | { readonly type: 'complete'; readonly id: string }
  /** None of these. */
  | { readonly type: 'malformed'; readonly because: string };

/** Longer ones would cost us more than their subscription. */
const ID_LENGTH = 256;

/** Reads one frame. Of `payload` no more is known than that it is an object. */
export const clientMessage = (frame: Buffer, isBinary: boolean): ClientMessage => {
  if (isBinary) return malformed('A message is text, not binary');
  const message = parsed(frame.toString('utf8'));
  if (message === undefined) return malformed('A message is JSON');
  if (!isObject(message)) return malformed('A message is a JSON object');
  const { type } = message;
  switch (type) {
    case 'connection_init':
    case 'ping':
    case 'pong':
      return ofConnection(type, message['payload']);
    case 'subscribe':
    case 'complete':
      return ofSubscription(type, message);
    default:
      return malformed(typeof type === 'string' ? `A client sends no message of type ${type}` : 'type is a string');
  }
};

function ofConnection(type: 'connection_init' | 'ping' | 'pong', payload: unknown): ClientMessage {
  if (payload === undefined || payload === null) return { type, payload: undefined };
  return isObject(payload) ? { type, payload } : malformed(`payload of ${type} is an object`);
}

function ofSubscription(type: 'subscribe' | 'complete', { id, payload }: Members): ClientMessage {
  if (typeof id !== 'string') return malformed(`id of ${type} is a string`);
  if (id === '') return malformed(`id of ${type} is not empty`);
  if (id.length > ID_LENGTH) return malformed(`id of ${type} has at most ${ID_LENGTH} characters`);
  if (type === 'complete') return { type, id };
  return isObject(payload) ? { type, id, payload } : malformed('payload of subscribe is an object');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const malformed = (because: string): ClientMessage => ({ type: 'malformed', because });
