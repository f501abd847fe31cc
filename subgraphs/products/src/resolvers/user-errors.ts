import type { InvalidInput } from '@stoa/kernel';
import type { NotFound, VersionConflict } from '@stoa/messaging';
import { commonUserError, invalidInputError, notFoundError, withoutConflict } from '@stoa/subgraph-kit';
import type { Taken } from '../persistence/product-repository.ts';

type SlugTaken = { readonly kind: 'SLUG_TAKEN' };
type SkuTaken = Extract<Taken, { kind: 'SKU_TAKEN' }>;

/** Why a product was not created. */
export const creationError = (input: object) => (failure: NotFound | InvalidInput | Taken) =>
  failure.kind === 'SLUG_TAKEN'
    ? slugTakenError('handle')
    : failure.kind === 'SKU_TAKEN'
      ? skuTakenError(failure, ['variants'])
      : entryError(input)(failure);

/** Why a product was not changed. */
export const changeError = (input: object) => (failure: NotFound | VersionConflict | InvalidInput | SlugTaken) =>
  failure.kind === 'SLUG_TAKEN' ? slugTakenError('handle') : editError(input)(failure);

/** Why a variant was not added or changed. */
export const variantError =
  (input: object, path: string[]) => (failure: NotFound | VersionConflict | InvalidInput | SkuTaken) =>
    failure.kind === 'SKU_TAKEN' ? skuTakenError(failure, path) : editError(input)(failure);

/** Why a category was not added. */
export const categoryError = (input: object) => (failure: NotFound | InvalidInput | SlugTaken) =>
  failure.kind === 'SLUG_TAKEN' ? slugTakenError('slug') : entryError(input)(failure);

/** Why a product was not published or archived. */
export const statusError = (input: object) => (failure: NotFound | VersionConflict) =>
  commonUserError(failure, { id: fieldOf(input, failure.id) });

/** Why a picture was not added. No version is expected there, so the store's other failure cannot come. */
export const imageError = (input: object) => (failure: NotFound | VersionConflict | InvalidInput) =>
  entryError(input)(withoutConflict(failure));

/** Why a picture was not taken away. */
export const imageRemovalError = (input: object) => (failure: NotFound | VersionConflict) =>
  notFoundIn(input, withoutConflict(failure));

const editError = (input: object) => (failure: NotFound | VersionConflict | InvalidInput) =>
  failure.kind === 'INVALID_INPUT' ? invalidInputError(failure) : statusError(input)(failure);

const entryError = (input: object) => (failure: NotFound | InvalidInput) =>
  failure.kind === 'INVALID_INPUT' ? invalidInputError(failure) : notFoundIn(input, failure);

const notFoundIn = (input: object, failure: NotFound) => notFoundError(failure, fieldOf(input, failure.id));

const slugTakenError = (field: string) =>
  ({ __typename: 'SlugTaken', code: 'SLUG_TAKEN', message: 'This name is taken.', path: [field] }) as const;

const skuTakenError = ({ sku }: SkuTaken, path: string[]) =>
  ({ __typename: 'SkuTaken', code: 'SKU_TAKEN', message: `${sku} is taken in this shop.`, path, sku }) as const;

/** The input's field that named what was not found. */
const fieldOf = (input: object, id: string): string[] =>
  Object.entries(input)
    .filter(([, value]) => value === id)
    .map(([field]) => field)
    .slice(0, 1);
