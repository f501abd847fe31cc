import { adjustStock } from './commands/adjust-stock.ts';
import { commitStock } from './commands/commit-stock.ts';
import { createLocation } from './commands/create-location.ts';
import { expireHolds } from './commands/expire-holds.ts';
import { fulfillStock } from './commands/fulfill-stock.ts';
import { releaseStock } from './commands/release-stock.ts';
import { reserveStock } from './commands/reserve-stock.ts';

/** Everything that can happen to stock. */
export const commands = {
  createLocation,
  adjustStock,
  reserveStock,
  commitStock,
  releaseStock,
  expireHolds,
  fulfillStock,
};
