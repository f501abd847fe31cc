import { createHmac } from 'node:crypto';

/** The key of a subgraph's questions, made from the one it shares with the router: a fetch's token is no question's. */
export const askKey = (key: string): string => createHmac('sha256', key).update('stoa/ask').digest('base64url');

/** Where the router answers subgraphs' questions. */
export const ASK_PATH = '/_ask';
