import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { tokenPayload } from '../token-payload.ts';
import { invalidTokenError } from '../user-errors.ts';

export const sessionRefresh: MutationResolvers['sessionRefresh'] = async (_, { input }, { door, commands }) =>
  tokenPayload(await commands.refreshSession(door(), input), sessionOver);

const sessionOver = invalidTokenError('refreshToken', 'This session is over: sign in again.');
