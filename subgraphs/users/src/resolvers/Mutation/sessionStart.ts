import type { MutationResolvers } from '../../generated/resolvers-types.ts';
import { tokenPayload } from '../token-payload.ts';
import { credentialsError } from '../user-errors.ts';

export const sessionStart: MutationResolvers['sessionStart'] = async (_, { input }, { door, commands }) =>
  tokenPayload(await commands.startSession(door(), input), credentialsError);
