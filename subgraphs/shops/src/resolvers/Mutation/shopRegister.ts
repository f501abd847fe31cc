import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { registrationError } from '../user-errors.ts';

export const shopRegister: MutationResolvers['shopRegister'] = async (_, { input }, { door, commands }) =>
  payload('shop', await commands.registerShop(door(), input), registrationError);
