import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { membersError } from '../user-errors.ts';

export const shopRemoveMember: MutationResolvers['shopRemoveMember'] = async (_, { input }, { door, commands }) =>
  payload('shop', await commands.removeMember(door(), input), membersError);
