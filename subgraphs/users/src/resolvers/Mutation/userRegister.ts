import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { ownAccountOf } from '../own-account.ts';
import { registrationError } from '../user-errors.ts';

export const userRegister: MutationResolvers['userRegister'] = async (_, { input }, { door, commands }) =>
  payload('user', ownAccountOf(await commands.registerUser(door(), input)), registrationError);
