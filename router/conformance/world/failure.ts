import { GraphQLError } from 'graphql';
import type { Field } from '../generate/model.ts';
import { hashOf } from './hash.ts';

export interface Failure {
  /** The code that clients see. */
  readonly code: string;
  /** Absent when the field is null although its type says that it never is. */
  readonly error?: () => Error;
}

const CODED: Failure = {
  code: 'TEAPOT',
  error: () => new GraphQLError('short and stout', { extensions: { code: 'TEAPOT' } }),
};
const UNCODED: Failure = { code: 'INTERNAL_SERVER_ERROR', error: () => new Error('at /srv/secret.ts:1') };
const NULL: Failure = { code: 'INTERNAL_SERVER_ERROR' };

export interface Troubles {
  /** How often fields fail, and entities are not there: 0 for never. It may change from one operation to the next. */
  troubles: number;
  /** Which of them. */
  luck: number;
}

/** Whether a field of an object fails: always, or never, and the same way for everybody. Keys do not fail. */
export const failureOf = (identity: string, field: Field, { troubles, luck }: Troubles): Failure | undefined => {
  if (troubles === 0 || field.isKey) return undefined;
  const hash = hashOf(`${identity}/${field.name}?${luck}`) % 1000;
  if (hash < 30 * troubles) return CODED;
  if (hash < 50 * troubles) return UNCODED;
  return hash < 70 * troubles && field.type.endsWith('!') ? NULL : undefined;
};
