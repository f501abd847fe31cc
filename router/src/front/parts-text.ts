import type { CompletedPart, PartsBatch, PendingPart } from '../engine/answer-parts.ts';
import type { EngineAnswer } from '../engine/engine.ts';
import type { PartsFormat } from './parts-formats.ts';

/** The texts of an answer in parts, each JSON. */
export interface PartsText {
  readonly first: (answer: EngineAnswer & { readonly pending: readonly PendingPart[] }) => string;
  readonly next: (batch: PartsBatch) => string;
}

/** Writes parts in a format. */
export const partsText = (format: PartsFormat): PartsText => (format === 'deferSpec=20220824' ? BY_PATH : BY_ID);

const BY_PATH: PartsText = {
  first: (answer) => object([...membersOf(answer), HAS_NEXT]),
  next: ({ completed, hasNext }) =>
    object([
      completed.length > 0 && `"incremental":[${completed.map(patchOf).join(',')}]`,
      `"hasNext":${String(hasNext)}`,
    ]),
};

const BY_ID: PartsText = {
  first: ({ pending, ...answer }) => object([...membersOf(answer), pendingOf(pending), HAS_NEXT]),
  next: ({ completed, pending, hasNext }) => {
    const added = completed.filter(({ data }) => data !== null);
    return object([
      pendingOf(pending),
      added.length > 0 && `"incremental":[${added.map(additionOf).join(',')}]`,
      completed.length > 0 && `"completed":[${completed.map(completionOf).join(',')}]`,
      `"hasNext":${String(hasNext)}`,
    ]);
  },
};

const HAS_NEXT = '"hasNext":true';

type Member = string | false;

const object = (members: readonly Member[]): string => `{${members.filter((one) => one !== false).join(',')}}`;

const membersOf = ({ data, errors, extensions }: EngineAnswer): Member[] => [
  errorsOf(errors ?? []),
  `"data":${data ?? 'null'}`,
  extensions !== undefined && `"extensions":${JSON.stringify(extensions)}`,
];

const errorsOf = (errors: CompletedPart['errors']): Member => errors.length > 0 && `"errors":${JSON.stringify(errors)}`;

const patchOf = ({ part: { label, path }, data, errors }: CompletedPart): string =>
  object([
    errorsOf(errors),
    `"data":${data ?? 'null'}`,
    `"path":${JSON.stringify(path)}`,
    label !== undefined && `"label":${JSON.stringify(label)}`,
  ]);

const pendingOf = (pending: readonly PendingPart[]): Member =>
  pending.length > 0 && `"pending":${JSON.stringify(pending.map(({ id, path, label }) => ({ id, path, label })))}`;

const additionOf = ({ part: { id }, data, errors }: CompletedPart): string =>
  object([`"id":"${id}"`, errorsOf(errors), `"data":${data ?? 'null'}`]);

// What could not be added has its reason here.
const completionOf = ({ part: { id }, data, errors }: CompletedPart): string =>
  object([`"id":"${id}"`, data === null && errorsOf(errors)]);
