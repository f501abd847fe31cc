import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
// Files that exist, because rules that need types need a file of the project; their own text is not read.
const PRODUCT = 'packages/kernel/src/result.ts';
const TOOL = 'tools/schema/registry.ts';
const SCHEMA = 'packages/subgraph-kit/schema/shared.graphql';

const lines = (count: number, line: string) => Array.from({ length: count }, () => line).join('\n');
const branches = lines(12, '  if (n > 1) n -= 1;');
const UNION = "export const f = (s: 'A' | 'B'): number => { switch (s) { case 'A': return 1;";

/** [rule, text that breaks it, file it stands in] */
const PLANTED: readonly (readonly [rule: string, text: string, file?: string])[] = [
  ['no-restricted-syntax', 'export default 1;\n'],
  ['no-restricted-syntax', 'const one = 1;\nexport { one as default };\n'],
  ['no-restricted-syntax', 'export default 1;\n', TOOL],
  ['no-restricted-syntax', 'export const load = (name: string): Promise<unknown> => import(name);\n'],
  ['no-restricted-syntax', 'export const load = (n: string): Promise<unknown> => import(`./${n}.ts`);\n'],
  ['no-restricted-properties', 'export const port = process.env.PORT;\n'],
  ['no-restricted-properties', 'const { env } = process;\nexport const port = env.PORT;\n'],
  ['no-restricted-imports', "import { env } from 'node:process';\nexport const port = env.PORT;\n"],
  ['no-console', "console.log('x');\n"],
  ['stoa/file-name', 'export const one = 1;\n', 'tools/schema/index.js'],
  ['stoa/file-name', 'export const one = 1;\n', 'tools/schema/string-utils.js'],
  ['stoa/file-name', 'export const one = 1;\n', 'tools/schema/orderPlace.js'],
  ['max-lines', lines(251, 'export {};')],
  ['max-lines-per-function', `export const long = (): void => {\n${lines(60, '  void 0;')}\n};\n`],
  ['max-params', 'export const many = (a: 1, b: 2, c: 3, d: 4): number[] => [a, b, c, d];\n'],
  ['complexity', `export const twisted = (n: number): number => {\n${branches}\n  return n;\n};\n`],
  ['eqeqeq', 'export const same = (a: number, b: number): boolean => a == b;\n'],
  ['@typescript-eslint/no-floating-promises', 'export const f = (): void => { Promise.resolve(1); };\n'],
  [
    '@typescript-eslint/no-misused-promises',
    'export const f = (): void => { [1].forEach(async () => { await 1; }); };\n',
  ],
  ['@typescript-eslint/consistent-type-imports', "import { Clock } from './clock.ts';\nexport type Time = Clock;\n"],
  [
    '@typescript-eslint/no-import-type-side-effects',
    "import { type Clock } from './clock.ts';\nexport type Time = Clock;\n",
  ],
  ['@typescript-eslint/consistent-type-imports', "export type Time = import('./clock.ts').Clock;\n"],
  ['@typescript-eslint/switch-exhaustiveness-check', `${UNION} } return 0; };\n`],
  ['@typescript-eslint/switch-exhaustiveness-check', `${UNION} default: return 0; } };\n`],
  ['@typescript-eslint/switch-exhaustiveness-check', `${UNION} case 'B': return 2; default: return 0; } };\n`],
  [
    '@typescript-eslint/switch-exhaustiveness-check',
    'export const f = (s: string): void => { switch (s) { case "A": } };\n',
  ],
  ['@typescript-eslint/no-explicit-any', 'export const f = (a: any): unknown => a;\n'],
  ['@typescript-eslint/no-unsafe-return', 'export const f = (): string => JSON.parse("1");\n'],
  ['@graphql-eslint/require-description', 'type Cart { "Its id." id: ID! }', SCHEMA],
  ['@graphql-eslint/require-description', '"A cart." type Cart { id: ID! }', SCHEMA],
  ['@graphql-eslint/require-description', 'extend type Query { "One." cart(id: ID!): ID }', SCHEMA],
  ['@graphql-eslint/require-description', '"A state." enum State { OPEN }', SCHEMA],
  ['@graphql-eslint/require-description', '"What is given." input Given { id: ID! }', SCHEMA],
  ['@graphql-eslint/require-description', '"Either." union A = B\nunion C = D', SCHEMA],
  ['@graphql-eslint/naming-convention', '"A cart." type cart { "Its id." id: ID! }', SCHEMA],
  ['@graphql-eslint/naming-convention', '"A cart." type Cart { "Its id." cart_id: ID! }', SCHEMA],
  ['@graphql-eslint/naming-convention', 'extend type Query { "One." cart("Its id." Id: ID!): ID }', SCHEMA],
  ['@graphql-eslint/naming-convention', '"A state." enum State { "Open." open }', SCHEMA],
  ['@graphql-eslint/require-deprecation-reason', '"A cart." type Cart { "Its id." id: ID! @deprecated }', SCHEMA],
];

const CLEAN: readonly (readonly [file: string, text: string])[] = [
  [
    PRODUCT,
    `import type { Clock } from './clock.ts';

export const timeOf = (clock: Clock, kind: 'A' | 'B'): Date | undefined => {
  switch (kind) {
    case 'A':
      return clock.now();
    case 'B':
      return undefined;
  }
};
`,
  ],
  [TOOL, "console.log(process.env['HOME']);\n"],
  [
    'subgraphs/orders/src/resolvers/Mutation/orderPlace.js',
    'export const orderPlace = (a, b, c, d) => [a, b, c, d];\n',
  ],
  [SCHEMA, 'type Query { "One cart." cart("Its id." id: ID!): ID }'],
];

describe('the style check', () => {
  let found: readonly (readonly string[])[];
  beforeAll(() => {
    const planted = [
      ...PLANTED.map(([, text, file = PRODUCT]) => ({ file, text })),
      ...CLEAN.map(([file, text]) => ({ file, text })),
    ];
    const answer = execFileSync(process.execPath, [join(import.meta.dirname, 'lint-planted.ts')], {
      cwd: ROOT,
      encoding: 'utf8',
      input: JSON.stringify(planted),
    });
    found = JSON.parse(answer) as string[][];
  });

  const rows = PLANTED.map(([rule, text], row) => ({ rule, row, said: JSON.stringify(text).slice(0, 70) }));
  test.each(rows)('$rule finds what is wrong in $said', ({ rule, row }) => {
    expect(found[row]).toContain(rule);
  });

  test.each(CLEAN.map(([file], row) => ({ file, row })))('nothing is wrong with honest code in $file', ({ row }) => {
    expect(found[PLANTED.length + row]).toEqual([]);
  });
});
