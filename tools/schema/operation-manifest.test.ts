import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { persistedOperations } from '../../router/src/persisted/persisted-operations.ts';
import { MANIFEST } from './operation-manifest.ts';
import { plant, plantedSubgraphs } from './planted-subgraphs.ts';
import { buildRegistry } from './registry.ts';
import { staleFiles, writeRegistry } from './registry-on-disk.ts';

const PAGE = 'schema/operations/storefront/OrderPage.graphql';
const DESK = 'schema/operations/back-office/CartDesk.graphql';
const DESK_TEXT = '# Read at the desk.\nquery   CartDesk { cart(id: "ä") { kind } }\n\n';

const roots: string[] = [];
const tree = (files?: Readonly<Record<string, string>>): string => {
  const root = plantedSubgraphs(files);
  roots.push(root);
  return root;
};

afterEach(() => roots.splice(0).forEach((root) => rmSync(root, { recursive: true })));

describe('the manifest of persisted operations', () => {
  test("holds every operation of clients, its file's text to the letter, and none that a command asks", () => {
    const root = tree({ [DESK]: DESK_TEXT });
    const { operations } = persistedOperations(buildRegistry(root, []).files.get(MANIFEST) ?? '');
    const page = readFileSync(join(root, PAGE), 'utf8');
    expect(operations).toEqual([
      { id: sha256(DESK_TEXT), name: 'CartDesk', type: 'query', body: DESK_TEXT },
      { id: sha256(page), name: 'OrderPage', type: 'query', body: page },
    ]);
  });

  test('is stale when the text of an operation changes, be it by one blank', () => {
    const root = tree();
    writeRegistry(root, buildRegistry(root, []).files);
    plant(root, PAGE, `${readFileSync(join(root, PAGE), 'utf8')} `);
    expect(staleFiles(root, buildRegistry(root, []).files)).toEqual([MANIFEST]);
  });

  test('is removed with the last operation', () => {
    const root = tree();
    writeRegistry(root, buildRegistry(root, []).files);
    rmSync(join(root, PAGE));
    expect(staleFiles(root, buildRegistry(root, []).files)).toEqual([MANIFEST]);
  });

  test('names an operation whose name another one has', () => {
    const twin = 'schema/operations/back-office/order-page.graphql';
    const { files, faults } = buildRegistry(tree({ [twin]: 'query OrderPage { order(id: 1) { id } }' }), []);
    expect(faults).toEqual([`${twin}: ${PAGE} holds OrderPage already`]);
    expect(persistedOperations(files.get(MANIFEST) ?? '').operations).toHaveLength(1);
  });
});

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
