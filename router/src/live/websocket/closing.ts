/** Why a socket is closed, as its client is told. */
export interface Closing {
  readonly code: number;
  readonly reason: string;
}

// RFC 6455 §7.4.1; the 44xx are of https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
export const GOING_AWAY: Closing = { code: 1001, reason: 'Going away' };
export const TRY_AGAIN_LATER: Closing = { code: 1013, reason: 'Try again later' };
export const UNAUTHORIZED: Closing = { code: 4401, reason: 'Unauthorized' };
export const FORBIDDEN: Closing = { code: 4403, reason: 'Forbidden' };
export const TOKEN_EXPIRED: Closing = { code: 4403, reason: 'Token expired' };
export const SUBPROTOCOL_NOT_ACCEPTABLE: Closing = { code: 4406, reason: 'Subprotocol not acceptable' };
export const INITIALISATION_TIMEOUT: Closing = { code: 4408, reason: 'Connection initialisation timeout' };
export const TOO_MANY_INITIALISATIONS: Closing = { code: 4429, reason: 'Too many initialisation requests' };
export const TOO_MANY_MESSAGES: Closing = { code: 4429, reason: 'Too many messages' };
export const INTERNAL_ERROR: Closing = { code: 4500, reason: 'Internal server error' };

/** The client sent what it must not; `because` tells it what. */
export const malformed = (because: string): Closing => ({ code: 4400, reason: shortened(because) });

export const subscriberExists = (id: string): Closing => ({
  code: 4409,
  reason: shortened(`Subscriber for ${id} already exists`),
});

/** RFC 6455 §5.5: a control frame has at most 125 bytes, two of which are the code. */
const REASON_BYTES = 123;

const encoder = new TextEncoder();
const room = new Uint8Array(REASON_BYTES);

function shortened(reason: string): string {
  // Whole characters only: half of one would be no UTF-8.
  return reason.slice(0, encoder.encodeInto(reason, room).read);
}
