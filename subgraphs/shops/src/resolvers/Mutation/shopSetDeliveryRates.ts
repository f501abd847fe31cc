import { payload } from '@stoa/subgraph-kit';
import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { termsError } from '../user-errors.ts';

export const shopSetDeliveryRates: MutationResolvers['shopSetDeliveryRates'] = async (
  _,
  { input },
  { door, commands },
) => payload('shop', await commands.setDeliveryRates(door(), input), termsError);
