import { err, invalidInput, ok, type InvalidInput, type Result } from '@stoa/kernel';

export interface AccountDetails {
  readonly email: string;
  readonly password: string;
  readonly displayName: string;
}

/** Longest e-mail address that can be delivered to. Source: RFC 5321, section 4.5.3.1.3 (256 with its brackets). */
const LONGEST_EMAIL = 254;
const EMAIL = /^[^\s@<>",;]{1,64}@[^\s@<>",;]{1,190}\.[^\s@<>",;.]{2,63}$/;
const LONGEST_NAME = 80;
const PASSWORD_LENGTH = { least: 8, most: 128 };

/** An address as accounts are found by it: upper and lower case are the same. */
export const normalizeEmail = (email: string): string => email.trim().normalize('NFKC').toLowerCase();

/** Reads what somebody typed to register. The password is taken as it is: every character counts. */
export const readAccount = (typed: AccountDetails): Result<AccountDetails, InvalidInput> => {
  const email = normalizeEmail(typed.email);
  if (email.length > LONGEST_EMAIL || !EMAIL.test(email))
    return err(invalidInput('email', 'This is no e-mail address.'));
  const { length } = typed.password;
  if (length < PASSWORD_LENGTH.least || length > PASSWORD_LENGTH.most)
    return err(invalidInput('password', `From ${PASSWORD_LENGTH.least} to ${PASSWORD_LENGTH.most} characters.`));
  const displayName = typed.displayName.trim();

  if (displayName === '' || displayName.length > LONGEST_NAME || /[\u0000-\u001f\u007f]/.test(displayName))
    return err(invalidInput('displayName', `From 1 to ${LONGEST_NAME} characters on one line.`));
  return ok({ email, password: typed.password, displayName });
};
