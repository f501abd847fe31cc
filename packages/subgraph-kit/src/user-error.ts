import type { Failure, InvalidInput, Result } from '@stoa/kernel';
import type { VersionConflict } from '@stoa/messaging';

/** A member of a payload's error union, ready to be resolved. */
export interface UserErrorModel {
  readonly __typename: string;
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[] | null;
}

/** The failures that every command of a stored aggregate can meet, as members of the error union. */
export const commonUserError = (
  failure: { kind: 'NOT_FOUND'; id: string } | { kind: 'VERSION_CONFLICT'; currentVersion: number },
  path: { id: string[]; version?: string[] },
) =>
  failure.kind === 'NOT_FOUND'
    ? notFoundError(failure, path.id)
    : ({
        __typename: 'VersionConflict',
        code: 'VERSION_CONFLICT',
        message: `It has changed meanwhile and is at version ${failure.currentVersion} now.`,
        path: path.version ?? ['expectedVersion'],
        currentVersion: failure.currentVersion,
      } as const);

/** Nothing is under this id, or nothing that the caller may know of, as a member of the error union. */
export const notFoundError = ({ id }: { readonly id: string }, path: string[] | null) =>
  ({ __typename: 'NotFound', code: 'NOT_FOUND', message: `Nothing was found under ${id}.`, path }) as const;

/** The state does not allow it, as a member of the error union. */
export const wrongStateError = (state: string, { message, path }: { message: string; path: string[] | null }) =>
  ({ __typename: 'WrongState', code: 'WRONG_STATE', message, path, state }) as const;

/** The failures of a mutation that expects no version. @throws TypeError for a conflict, which would be a bug there. */
export function withoutConflict<Refusal extends Failure>(failure: Refusal): Exclude<Refusal, VersionConflict> {
  if (failure.kind === 'VERSION_CONFLICT') throw new TypeError('A version conflict where no version was expected');
  return failure as Exclude<Refusal, VersionConflict>;
}

/** A field that cannot be used, as a member of the error union. */
export const invalidInputError = ({ path, message }: InvalidInput) =>
  ({ __typename: 'InvalidInput', code: 'INVALID_INPUT', message, path }) as const;

/** A payload from a command's result: the changed thing under its name, or the failure as a user error. */
export const payload = <const Name extends string, Value, Refusal extends Failure, Shown extends UserErrorModel>(
  name: Name,
  result: Result<Value, Refusal>,
  toUserError: (failure: Refusal) => Shown,
): { [Key in Name]: Value | null } & { userErrors: Shown[] } =>
  ({
    [name]: result.ok ? result.value : null,
    userErrors: result.ok ? [] : [toUserError(result.failure)],
  }) as { [Key in Name]: Value | null } & { userErrors: Shown[] };
