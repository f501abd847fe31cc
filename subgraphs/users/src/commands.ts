import { addAddress } from './commands/add-address.ts';
import { createAdmin } from './commands/create-admin.ts';
import { endSession } from './commands/end-session.ts';
import { forgetSessions } from './commands/forget-sessions.ts';
import { grantRole } from './commands/grant-role.ts';
import { refreshSession } from './commands/refresh-session.ts';
import { registerUser } from './commands/register-user.ts';
import { removeAddress } from './commands/remove-address.ts';
import { requestEmailVerification } from './commands/request-email-verification.ts';
import { revokeRole } from './commands/revoke-role.ts';
import { setDefaultAddress } from './commands/set-default-address.ts';
import { startSession } from './commands/start-session.ts';
import { updateAddress } from './commands/update-address.ts';
import { verifyEmail } from './commands/verify-email.ts';

/** Everything that can happen to an account. */
export const commands = {
  registerUser,
  createAdmin,
  verifyEmail,
  requestEmailVerification,
  startSession,
  refreshSession,
  endSession,
  forgetSessions,
  addAddress,
  updateAddress,
  removeAddress,
  setDefaultAddress,
  grantRole,
  revokeRole,
};
