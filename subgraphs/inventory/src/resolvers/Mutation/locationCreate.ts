import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { locationCreateError } from '../user-errors.ts';

export const locationCreate: MutationResolvers['locationCreate'] = async (_, { input }, { door, commands }) =>
  payload('location', await commands.createLocation(door(), input), locationCreateError);
