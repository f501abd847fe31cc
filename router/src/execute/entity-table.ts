import type { SubgraphError } from './subgraph-error.ts';

/** What a request knows of the entities of one query: each is asked for once, however many places name it. */
export interface EntityTable {
  /** Slots by the entity's representation. */
  readonly slots: Map<string, number>;
  /** Entities by slot, once they are there. */
  readonly found: unknown[];
  /** Errors by slot, with paths from the entity on. */
  readonly errors: Map<number, SubgraphError[]>;
  /** Answers that are still awaited. */
  readonly awaited: Set<Promise<void>>;
}

export const entityTable = (): EntityTable => ({
  slots: new Map(),
  found: [],
  errors: new Map(),
  awaited: new Set(),
});

export const addError = (table: EntityTable, slot: number, error: SubgraphError): void => {
  const errors = table.errors.get(slot);
  if (errors) errors.push(error);
  else table.errors.set(slot, [error]);
};
