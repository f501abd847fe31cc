import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { changeError } from '../user-errors.ts';

export const addressUpdate: MutationResolvers['addressUpdate'] = async (_, { input }, { door, commands }) =>
  payload('address', await commands.updateAddress(door(), input), changeError('addressId'));
