import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { additionError } from '../user-errors.ts';

export const addressAdd: MutationResolvers['addressAdd'] = async (_, { input }, { door, commands }) =>
  payload('address', await commands.addAddress(door(), input), additionError);
