import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { addMemberError } from '../user-errors.ts';

export const shopAddMember: MutationResolvers['shopAddMember'] = async (_, { input }, { door, commands }) =>
  payload('shop', await commands.addMember(door(), input), addMemberError);
