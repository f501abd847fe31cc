import type { Log } from '@stoa/platform';
import { Refusal } from '../../refusal.ts';
import {
  FORBIDDEN,
  INTERNAL_ERROR,
  malformed,
  TOO_MANY_INITIALISATIONS,
  TRY_AGAIN_LATER,
  type Closing,
} from './closing.ts';

/** How a socket is closed whose sender could not be identified. What is no refusal is logged, and masked. */
export const closingOf = (error: unknown, log: Log): Closing => {
  if (!(error instanceof Refusal)) {
    log.error({ err: error }, 'connection_init failed');
    return INTERNAL_ERROR;
  }
  const { status, message } = error;
  if (status === 401 || status === 403) return FORBIDDEN;
  if (status === 429) return TOO_MANY_INITIALISATIONS;
  if (status === 502 || status === 503) return TRY_AGAIN_LATER;
  return status < 500 ? malformed(message) : INTERNAL_ERROR;
};
