import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { ownAccountOf } from '../own-account.ts';
import { nothingThere } from '../user-errors.ts';

export const addressRemove: MutationResolvers['addressRemove'] = async (_, { input }, { door, commands }) =>
  payload('user', ownAccountOf(await commands.removeAddress(door(), input)), nothingThere('addressId'));
