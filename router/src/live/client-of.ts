import type { Identity } from '../engine/engine.ts';
import { addressToCount } from '../rates/client-address.ts';

/** Whose limits something counts against. Tokens of carts and orders can be made up, and tell nobody apart. */
export const clientOf = ({ subject }: Identity, clientAddress: string): string =>
  subject || addressToCount(clientAddress);
