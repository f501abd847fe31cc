import { invalidInput, unreachable, type InvalidInput } from '@stoa/kernel';
import type { NotFound, VersionConflict } from '@stoa/messaging';
import { invalidInputError, notFoundError, withoutConflict } from '@stoa/subgraph-kit';
import type { EmailTaken } from '../domain/register.ts';

/** Why no account was opened, as the graph says it. */
export const registrationError = (failure: InvalidInput | EmailTaken) => {
  switch (failure.kind) {
    case 'INVALID_INPUT':
      return invalidInputError(failure);
    case 'EMAIL_TAKEN':
      return {
        __typename: 'EmailTaken',
        code: 'EMAIL_TAKEN',
        message: 'There is an account with this address: sign in.',
        path: ['email'],
      } as const;
  }
  return unreachable(failure);
};

/** A link's or refresh token was not taken. */
export const invalidTokenError = (field: string, message: string) => () =>
  ({ __typename: 'InvalidToken', code: 'INVALID_TOKEN', message, path: [field] }) as const;

/** Nobody was signed in; which of the two was wrong is not told. */
export const credentialsError = () =>
  ({
    __typename: 'InvalidCredentials',
    code: 'INVALID_CREDENTIALS',
    message: 'Address and password do not belong together.',
    path: null,
  }) as const;

/** The thing that `field` names is not there. Nothing here is changed by version, so a conflict would be a bug. */
export const nothingThere = (field: string) => (failure: NotFound | VersionConflict) =>
  notFoundError(withoutConflict(failure), [field]);

/** The thing that `field` names is not there, or another field cannot be used. */
export const changeError = (field: string) => (failure: InvalidInput | NotFound | VersionConflict) =>
  failure.kind === 'INVALID_INPUT' ? invalidInputError(failure) : nothingThere(field)(failure);

/** Why an address was not added. Whoever has no account is told in the same way: it is an error of nobody's typing. */
export const additionError = (failure: InvalidInput | NotFound | VersionConflict) =>
  failure.kind === 'INVALID_INPUT'
    ? invalidInputError(failure)
    : invalidInputError(invalidInput([], 'There is no account to add it to.'));
