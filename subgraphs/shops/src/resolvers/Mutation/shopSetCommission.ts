import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { termsError } from '../user-errors.ts';

export const shopSetCommission: MutationResolvers['shopSetCommission'] = async (_, { input }, { door, commands }) =>
  payload('shop', await commands.setCommission(door(), input), termsError);
