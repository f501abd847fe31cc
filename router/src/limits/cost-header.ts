import type { IncomingHttpHeaders } from 'node:http';

/** Whether a client asks to be told its operation's cost: `x-stoa-cost: 1`. */
export const wantsCost = (headers: IncomingHttpHeaders): boolean => headers['x-stoa-cost'] === '1';
