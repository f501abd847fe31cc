import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { nothingThere } from '../user-errors.ts';

export const sessionEnd: MutationResolvers['sessionEnd'] = async (_, { input }, { door, commands }) =>
  payload('sessionId', await commands.endSession(door(), input), nothingThere('sessionId'));
