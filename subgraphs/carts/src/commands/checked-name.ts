import { err, invalidInput, ok, type InvalidInput, type Result } from '@stoa/kernel';

const LONGEST = 80;

/** A cart's name without spaces around it; undefined when none was given. */
export const checkedName = (name: string | null | undefined): Result<string | undefined, InvalidInput> => {
  const trimmed = name?.trim();
  return (trimmed?.length ?? 0) > LONGEST
    ? err(invalidInput('name', `It has up to ${LONGEST} characters.`))
    : ok(trimmed);
};
