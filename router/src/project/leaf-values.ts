/**
 * What the checks of generated code call (see leaf-check.ts). The rules are those of isValidLeafValue in
 * \@apollo/federation-internals.
 */

/** From 1e21 on a number is written with an exponent, which is no GraphQL integer. */
const SMALLEST_WITH_EXPONENT = 1e21;

export const isInteger = (value: unknown): boolean =>
  Number.isInteger(value) && (value as number) < SMALLEST_WITH_EXPONENT && (value as number) > -SMALLEST_WITH_EXPONENT;

export const isId = (value: unknown): boolean => typeof value === 'string' || isInteger(value);

/** Whether a custom scalar's value has a JSON text other than `null`. */
export const isJson = (value: unknown): boolean => {
  if (typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value !== 'object') return Number.isFinite(value);
  const text = jsonText(value);
  return text !== null && text !== 'null';
};

/** `null` also where `JSON.stringify` throws (a BigInt, a cycle) or has no text. */
export const jsonText = (value: unknown): string | null => {
  try {
    return stringify(value) ?? null;
  } catch {
    return null;
  }
};

/** Functions and symbols have no text, which its declared type does not say. */
const stringify: (value: unknown) => string | undefined = JSON.stringify;
