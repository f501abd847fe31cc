import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { suspensionError } from '../user-errors.ts';

export const shopSuspend: MutationResolvers['shopSuspend'] = async (_, { input }, { door, commands }) =>
  payload('shop', await commands.suspendShop(door(), input), suspensionError);
