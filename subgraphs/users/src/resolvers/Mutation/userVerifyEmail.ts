import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { accountOf } from '../own-account.ts';
import { invalidTokenError } from '../user-errors.ts';

export const userVerifyEmail: MutationResolvers['userVerifyEmail'] = async (_, { input }, { caller, door, commands }) =>
  payload('user', accountOf(caller, await commands.verifyEmail(door(), input)), invalidLink);

const invalidLink = invalidTokenError('token', 'This link is not valid: ask for another mail.');
