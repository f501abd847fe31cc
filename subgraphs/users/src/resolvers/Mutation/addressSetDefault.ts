import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { changeError } from '../user-errors.ts';

export const addressSetDefault: MutationResolvers['addressSetDefault'] = async (_, { input }, { door, commands }) =>
  payload('address', await commands.setDefaultAddress(door(), input), changeError('addressId'));
