import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { profileError } from '../user-errors.ts';

export const shopUpdateProfile: MutationResolvers['shopUpdateProfile'] = async (_, { input }, { door, commands }) =>
  payload('shop', await commands.updateProfile(door(), input), profileError);
