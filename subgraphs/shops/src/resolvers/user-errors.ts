import type { InvalidInput } from '@stoa/kernel';
import type { NotFound, VersionConflict } from '@stoa/messaging';
import {
  commonUserError,
  invalidInputError,
  notFoundError,
  withoutConflict,
  wrongStateError,
} from '@stoa/subgraph-kit';
import type { WrongState } from '../domain/approval.ts';
import type { LastOwner } from '../domain/members.ts';
import type { SlugTaken } from '../persistence/shop-repository.ts';

type Common = NotFound | VersionConflict;

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
    ? wrongStateError('LAST_OWNER', { message: 'The last owner stays: let another one in first.', path: ['userId'] })
    : noSuchShop(failure);

/** Why people were not let in. */
export const addMemberError = (failure: Common | LastOwner | InvalidInput) =>
  failure.kind === 'INVALID_INPUT' ? invalidInputError(failure) : membersError(failure);

/** Why a shop was not stopped. */
export const suspensionError = (failure: Common | WrongState) =>
  failure.kind === 'WRONG_STATE'
    ? wrongStateError(failure.state, { message: `The shop is ${failure.state}.`, path: ['shopId'] })
    : noSuchShop(failure);

/** Why a shop was not opened. */
export const approvalError = (failure: Common | WrongState | InvalidInput) =>
  failure.kind === 'INVALID_INPUT' ? invalidInputError(failure) : suspensionError(failure);

const slugTakenError = ({ slug }: SlugTaken) =>
  ({ __typename: 'SlugTaken', code: 'SLUG_TAKEN', message: `${slug} is taken.`, path: ['slug'] }) as const;

// These mutations expect no version.
const noSuchShop = (failure: Common) => notFoundError(withoutConflict(failure), ['shopId']);
