import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { approvalError } from '../user-errors.ts';

export const shopApprove: MutationResolvers['shopApprove'] = async (_, { input }, { door, commands }) =>
  payload('shop', await commands.approveShop(door(), input), approvalError);
