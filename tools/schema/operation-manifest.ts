import { manifestOf } from '../../router/src/persisted/manifest-of.ts';
import type { KnownOperation } from './known-operations.ts';

/** Where the router's manifest of persisted operations stands, relative to the root. */
export const MANIFEST = 'schema/operations/manifest.json';

export interface OperationManifest {
  /** The manifest's text; undefined when clients ask nothing. */
  readonly text: string | undefined;
  /** Operations that are left out, and why. */
  readonly faults: readonly string[];
}

/**
 * What clients of ours may ask by id, https://www.npmjs.com/package/@apollo/generate-persisted-query-manifest: each operation
 * is its file's text to the letter. What commands ask is registered elsewhere, to its asker.
 */
export const operationManifest = (operations: readonly KnownOperation[]): OperationManifest => {
  const byName = new Map<string, KnownOperation>();
  const faults: string[] = [];
  for (const operation of operations) {
    if (operation.askedBy.length > 0) continue;
    const other = byName.get(operation.name);
    if (other) faults.push(`${operation.path}: ${other.path} holds ${operation.name} already`);
    else byName.set(operation.name, operation);
  }
  if (byName.size === 0) return { text: undefined, faults };
  const manifest = manifestOf([...byName.values()].map(({ text }) => text));
  return { text: `${JSON.stringify(manifest, undefined, 2)}\n`, faults };
};
