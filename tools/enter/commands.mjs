import { checkOptions } from './options.mjs';

const startOptions = {
  '--no-demo': 'no demo catalogue and no demo accounts',
  '--broker': 'postgres (default) or kafka',
  '--port': 'the port to open instead of 4000',
};
const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

/** The behaviors that have to hold on real Kafka as they do on the postgres broker. */
const onKafkaToo = '/e2e/(purchase|last-units|late-money|killed-anywhere|live-order|live-faults)/';

/** Each command: what it is for, what it accepts, and what the pinned Node then runs (Node's own arguments first). */
export const commands = {
  start: {
    about: 'the router and all subgraphs in one process, with their own PostgreSQL',
    options: startOptions,
    check: (args) => checkOptions('start', args, startOptions),
    run: (args) => ({ node: ['apps/embedded/src/main.ts', ...args] }),
  },
  test: {
    about: 'every test that needs no service of its own; what follows goes to jest',
    run: (args) => ({ node: [...jest, ...args] }),
  },
  'test:services': {
    about: 'the tests against real Kafka and Redis; what follows goes to jest',
    run: (args) => ({
      // One at a time: they share one Kafka, and its topics.
      node: [
        ...jest,
        '--runInBand',
        '--testPathPatterns',
        `/services/|/(kafka|redis)-[^/]*\\.test\\.ts$|${onKafkaToo}`,
        ...args,
      ],
      env: { STOA_TEST_SERVICES: '1', STOA_E2E_BROKER: 'kafka' },
    }),
  },
  reset: {
    about: 'forget all data of this clone',
    run: (args) => ({ node: ['apps/embedded/src/reset.ts', ...args] }),
  },
  'admin:create': {
    about: 'make an administrator account',
    run: (args) => ({ node: ['apps/embedded/src/admin-create.ts', ...args] }),
  },
  'dead-letters': {
    about: 'events that could not be applied: list, replay <domain> <event>, discard <domain> <event>',
    run: (args) => ({ node: ['apps/embedded/src/dead-letters.ts', ...args] }),
  },
  generate: { about: 'generate the Prisma clients and the schema types, whether or not they are stale' },
  schema: {
    about: 'write the registry in schema/',
    run: (args) => ({ node: ['tools/schema/write-registry.ts', ...args] }),
  },
};

/** The help of one command, or of all. */
export function usage(name) {
  const shown = name ? { [name]: commands[name] } : commands;
  return Object.entries(shown)
    .flatMap(([command, { about, options = {} }]) => [
      `npm run ${command.padEnd(14)} ${about}`,
      ...Object.entries(options).map(([option, what]) => `  ${option.padEnd(20)} ${what}`),
    ])
    .join('\n');
}
