import type { Resolvers } from './generated/resolvers-types.ts';
import { Address } from './resolvers/Address.ts';
import { addressAdd } from './resolvers/Mutation/addressAdd.ts';
import { addressRemove } from './resolvers/Mutation/addressRemove.ts';
import { addressSetDefault } from './resolvers/Mutation/addressSetDefault.ts';
import { addressUpdate } from './resolvers/Mutation/addressUpdate.ts';
import { sessionEnd } from './resolvers/Mutation/sessionEnd.ts';
import { sessionRefresh } from './resolvers/Mutation/sessionRefresh.ts';
import { sessionStart } from './resolvers/Mutation/sessionStart.ts';
import { userGrantRole } from './resolvers/Mutation/userGrantRole.ts';
import { userRegister } from './resolvers/Mutation/userRegister.ts';
import { userRequestEmailVerification } from './resolvers/Mutation/userRequestEmailVerification.ts';
import { userRevokeRole } from './resolvers/Mutation/userRevokeRole.ts';
import { userVerifyEmail } from './resolvers/Mutation/userVerifyEmail.ts';
import { user } from './resolvers/Query/user.ts';
import { viewer } from './resolvers/Query/viewer.ts';
import { User } from './resolvers/User.ts';

/** What can be asked, and who answers. */
export const resolvers: Resolvers = {
  Query: { viewer, user },
  Mutation: {
    userRegister,
    userVerifyEmail,
    userRequestEmailVerification,
    sessionStart,
    sessionRefresh,
    sessionEnd,
    addressAdd,
    addressUpdate,
    addressRemove,
    addressSetDefault,
    userGrantRole,
    userRevokeRole,
  },
  User,
  Address,
};
