import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { accountOf } from '../own-account.ts';
import { changeError } from '../user-errors.ts';

export const userRevokeRole: MutationResolvers['userRevokeRole'] = async (_, { input }, { caller, door, commands }) =>
  payload('user', accountOf(caller, await commands.revokeRole(door(), input)), changeError('userId'));
