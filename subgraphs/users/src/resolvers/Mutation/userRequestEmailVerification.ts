import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { accountOf } from '../own-account.ts';
import { nothingThere } from '../user-errors.ts';

export const userRequestEmailVerification: MutationResolvers['userRequestEmailVerification'] = async (
  _,
  { input },
  { caller, door, commands },
) => payload('user', accountOf(caller, await commands.requestEmailVerification(door(), input)), nothingThere('userId'));
