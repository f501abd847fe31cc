import { Kind, visit, type DocumentNode } from 'graphql';

/**
 * Whether a text can be kept: PostgreSQL takes neither U+0000 nor, in JSON, half a surrogate pair. Nobody types them, so they
 * are turned away at the door for all fields at once.
 */
export const isStorable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();

/** Whether all texts in a request's variables can be kept, at any depth. */
export const areStorable = (value: unknown): boolean => {
  if (typeof value === 'string') return isStorable(value);
  if (typeof value !== 'object' || value === null) return true;
  for (const key in value) if (!areStorable((value as Record<string, unknown>)[key])) return false;
  return true;
};

/** Whether all texts written in a document can be kept. */
export const hasStorableTexts = (document: DocumentNode): boolean => {
  let isFine = true;
  visit(document, {
    [Kind.STRING]: ({ value }) => {
      isFine &&= isStorable(value);
    },
  });
  return isFine;
};
