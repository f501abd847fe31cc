import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { acknowledgeError } from '../user-errors.ts';

export const cartWarningsAcknowledge: MutationResolvers['cartWarningsAcknowledge'] = async (
  _,
  { input },
  { door, commands },
) => payload('cart', await commands.acknowledgeWarnings(door(), input), acknowledgeError);
