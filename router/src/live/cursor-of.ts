import type { GraphqlParameters } from '../front/graphql-parameters.ts';
import { badRequest } from '../refusal.ts';

/** `extensions.cursor`: of the last state that the client has. @throws Refusal: 400 for what can be none */
export const cursorOf = ({ extensions }: GraphqlParameters): string | undefined => {
  const cursor = extensions?.['cursor'] ?? '';
  if (typeof cursor === 'number') return String(cursor);
  if (typeof cursor !== 'string') throw badRequest('extensions.cursor is a string or a number.');
  return cursor === '' ? undefined : cursor;
};
