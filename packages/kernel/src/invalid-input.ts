/** A field of a command's input that cannot be used; `path` leads to it from the input's root. */
export interface InvalidInput {
  readonly kind: 'INVALID_INPUT';
  readonly path: readonly string[];
  readonly message: string;
}

/** A refusal of what a person wrote: `path` leads to the field, `message` says what would be right. */
export const invalidInput = (path: string | readonly string[], message: string): InvalidInput => ({
  kind: 'INVALID_INPUT',
  path: typeof path === 'string' ? [path] : path,
  message,
});
