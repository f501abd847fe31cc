import type { InvalidInput } from '@stoa/kernel';
import { commonUserError, invalidInputError } from '@stoa/subgraph-kit';
import type { WrongState } from '../domain/approval.ts';
import type { LastOwner } from '../domain/members.ts';
import type { SlugTaken } from '../persistence/shop-repository.ts';

type Common =
  | { readonly kind: 'NOT_FOUND'; readonly id: string }
  | { readonly kind: 'VERSION_CONFLICT'; readonly id: string; readonly currentVersion: number };

/** Why a shop was not registered. */
export const registrationError = (failure: InvalidInput | SlugTaken) =>
  failure.kind === 'SLUG_TAKEN' ? slugTakenError(failure) : invalidInputError(failure);

/** Why a profile was not changed. */
export const profileError = (failure: Common | InvalidInput | SlugTaken) =>
  failure.kind === 'SLUG_TAKEN' ? slugTakenError(failure) : termsError(failure);

/** Why terms were not set. */
export const termsError = (failure: Common | InvalidInput) =>
  failure.kind === 'INVALID_INPUT' ? invalidInputError(failure) : commonUserError(failure, { id: ['shopId'] });

/** Why people were not let in or out. */
export const membersError = <Refusal extends Common | LastOwner>(failure: Refusal) =>
  failure.kind === 'LAST_OWNER'
    ? wrongState('The last owner stays: let another one in first.', ['userId'], 'LAST_OWNER')
    : notFoundError(failure);

/** Why people were not let in. */
export const addMemberError = (failure: Common | LastOwner | InvalidInput) =>
  failure.kind === 'INVALID_INPUT' ? invalidInputError(failure) : membersError(failure);

/** Why a shop was not stopped. */
export const suspensionError = (failure: Common | WrongState) =>
  failure.kind === 'WRONG_STATE'
    ? wrongState(`The shop is ${failure.state}.`, ['shopId'], failure.state)
    : notFoundError(failure);

/** Why a shop was not opened. */
export const approvalError = (failure: Common | WrongState | InvalidInput) =>
  failure.kind === 'INVALID_INPUT' ? invalidInputError(failure) : suspensionError(failure);

const slugTakenError = ({ slug }: SlugTaken) =>
  ({ __typename: 'SlugTaken', code: 'SLUG_TAKEN', message: `${slug} is taken.`, path: ['slug'] }) as const;

const wrongState = (message: string, path: string[], state: string) =>
  ({ __typename: 'WrongState', code: 'WRONG_STATE', message, path, state }) as const;

function notFoundError(failure: Common) {
  // These mutations expect no version, so the other common failure cannot come.
  if (failure.kind === 'VERSION_CONFLICT') throw new TypeError('No version was expected');
  return {
    __typename: 'NotFound',
    code: 'NOT_FOUND',
    message: `Nothing was found under ${failure.id}.`,
    path: ['shopId'],
  } as const;
}
