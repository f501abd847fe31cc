import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { categoryError } from '../user-errors.ts';

export const categoryCreate: MutationResolvers['categoryCreate'] = async (_, { input }, { door, commands }) =>
  payload('category', await commands.createCategory(door(), input), categoryError(input));
