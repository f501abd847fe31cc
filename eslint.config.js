import graphql from '@graphql-eslint/eslint-plugin';
import tseslint from 'typescript-eslint';
import { fileNameRule } from './tools/architecture/file-name-rule.mjs';

// STYLE.md, as far as a machine can read it. What the rules cannot say is in the review; directions are in .dependency-cruiser.mjs.
const TYPESCRIPT = ['**/*.ts', '**/*.tsx'];
const PLAIN_SCRIPTS = ['**/*.js', '**/*.mjs', '**/*.cjs'];
const PAGES = ['apps/!(embedded)/**'];
const TESTS = ['**/*.test.ts', '**/test/**', 'packages/testing/**', 'e2e/**'];
const SPEAKS_TO_PEOPLE = ['apps/**', 'tools/**', 'bench/**', '*.ts', 'turbo/**'];
const READS_ENVIRONMENT = ['**/env.ts', '**/config.ts', '**/*.config.*', ...SPEAKS_TO_PEOPLE, ...TESTS];
const NEEDS_DEFAULT_EXPORT = ['*.config.*', '.*.mjs', 'apps/*/*.config.*', 'turbo/generators/**', 'tools/jest/**'];

const ONLY_NAMED_EXPORTS = [
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only: one name, the same everywhere.' },
  {
    selector: 'ExportSpecifier[exported.name="default"]',
    message: 'Named exports only: one name, the same everywhere.',
  },
];
const VISIBLE_IMPORTS = [
  {
    selector: 'ImportExpression[source.type!="Literal"]',
    message: 'An import that is computed is seen by no rule of the architecture.',
  },
];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/generated/**',
      '**/dist/**',
      '**/coverage/**',
      '.stoa/**',
      '.turbo/**',
      '.kafka/**',
      '**/.bench/**',
      'schema/**',
      'turbo/generators/templates/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A type-only import is erased; `import { type X }` alone would still load the file.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-exports': ['error', { fixMixedExportsWithInlineTypeSpecifier: true }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      // A new kind of failure or state must break the build, so a default may not swallow it.
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        {
          allowDefaultCaseForExhaustiveSwitch: false,
          considerDefaultExhaustiveForUnions: false,
          requireDefaultForNonUnion: true,
        },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // A port is asynchronous; not each of its adapters has something to wait for.
      '@typescript-eslint/require-await': 'off',
      // A listener may be asynchronous or not: `void | Promise<void>` says so.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // Ports are plain objects made by functions: there is no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      // The type of a row is said by who wrote the SQL.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      'no-restricted-syntax': ['error', ...ONLY_NAMED_EXPORTS, ...VISIBLE_IMPORTS],
    },
  },
  { files: [...PLAIN_SCRIPTS, ...PAGES], extends: [tseslint.configs.disableTypeChecked] },
  {
    // Pages have a tsconfig of their own (DOM, JSX) and are checked by their bundler.
    files: PAGES,
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: false, ecmaFeatures: { jsx: true } } },
    rules: { '@typescript-eslint/consistent-type-exports': 'off' },
  },
  {
    files: [...TYPESCRIPT, ...PLAIN_SCRIPTS],
    plugins: { stoa: { rules: { 'file-name': fileNameRule } } },
    rules: {
      'stoa/file-name': 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
      complexity: ['error', 12],
      // `!= null` asks for null and undefined at once.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'The environment is read once, in env.ts, and parsed there.' },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'node:process', importNames: ['env'], message: 'The environment is read once, in env.ts.' }],
        },
      ],
    },
  },
  { files: ['**/resolvers/**'], rules: { 'max-params': ['error', 4] } },
  { files: SPEAKS_TO_PEOPLE, rules: { 'no-console': 'off' } },
  { files: READS_ENVIRONMENT, rules: { 'no-restricted-properties': 'off', 'no-restricted-imports': 'off' } },
  {
    // A tool loads what it is pointed at.
    files: ['tools/**'],
    rules: { 'no-restricted-syntax': ['error', ...ONLY_NAMED_EXPORTS] },
  },
  { files: NEEDS_DEFAULT_EXPORT, rules: { 'no-restricted-syntax': ['error', ...VISIBLE_IMPORTS] } },
  {
    files: TESTS,
    rules: {
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      'max-params': 'off',
      // Answers of the graph come as JSON; the expectation says what is in them.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['subgraphs/*/src/schema/**/*.graphql', 'packages/subgraph-kit/schema/*.graphql'],
    languageOptions: { parser: graphql.parser },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
          DirectiveDefinition: true,
          ignoredSelectors: ['ObjectTypeDefinition[name.value=/^(Query|Mutation|Subscription)$/]'],
        },
      ],
      '@graphql-eslint/naming-convention': [
        'error',
        {
          types: 'PascalCase',
          FieldDefinition: 'camelCase',
          InputValueDefinition: 'camelCase',
          Argument: 'camelCase',
          DirectiveDefinition: 'camelCase',
          EnumValueDefinition: 'UPPER_CASE',
        },
      ],
      '@graphql-eslint/require-deprecation-reason': 'error',
      '@graphql-eslint/no-hashtag-description': 'error',
    },
  },
);
