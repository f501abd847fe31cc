import { randomUUID } from 'node:crypto';
import { IdempotencyKeyReused, TransientError, createMemoryBroker, every, type Door } from '@stoa/messaging';
import { ok, type Caller, type Clock } from '@stoa/kernel';
import { createPool, type Log } from '@stoa/platform';
import { GraphQLError } from 'graphql';
import {
  codedError,
  defineSubgraph,
  route,
  type GraphTransport,
  type OpenSubgraph,
  type Representation,
} from '../../src/subgraph-kit.ts';

export const now = new Date('2026-01-15T10:00:00.000Z');
const clock: Clock = { now: () => now };

/** Rows as a reader would have them, frozen: whoever writes onto them is found out. */
export const books = new Map(['1', '2', '3'].map((id) => [id, Object.freeze({ id, title: `Volume ${id}` })] as const));

/** What the reference resolvers were asked, call by call. */
export const asked: { type: string; ids: string[] }[] = [];

const FAULTS: Readonly<Record<string, () => Error>> = {
  bug: () => new TypeError('secret: SELECT password FROM users'),
  database: () => Object.assign(new Error('relation "users" does not exist'), { code: '42P01' }),
  passing: () => new TransientError('connect ECONNREFUSED 10.0.0.7:5432'),
  refused: () => Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' }),
  coded: () => codedError('FORBIDDEN', 'Not this shelf.'),
  uncoded: () => new GraphQLError('secret: of a library'),
  reused: () => new IdempotencyKeyReused(),
};

const door = (
  _: unknown,
  { input }: { input: { idempotencyKey?: string } },
  context: { door: (input?: object) => Door },
) => {
  const { receipt, correlationId, at } = context.door(input);
  return { ...receipt, correlationId, at };
};

/** A row that keeps to itself what its own methods read. */
class BoundVolume {
  readonly #title: string;
  readonly id: string;
  constructor(id: string) {
    this.id = id;
    this.#title = `volume ${id}`;
  }
  get shout() {
    return this.#title.toUpperCase();
  }
}

/** A small subgraph with one of everything. */
export const shelf = defineSubgraph({
  name: 'shelf',
  directory: import.meta.dirname,
  database: () => ({}),
  settings: {},
  rooms: ({ graph }) => ({ graph }),
  commands: { tidy: () => async (at: Door, input: { by: string }) => ok({ by: input.by, caller: at.caller }) },
  loaders: () => ({}),
  resolvers: {
    Query: {
      open: () => 'open',
      signedIn: () => 'signed in',
      scoped: () => 'scoped',
      policed: () => 'policed',
      both: () => 'both',
      fails: (_: unknown, { how }: { how: string }) => {
        throw FAULTS[how]!();
      },
      misfit: () => 'secret: no number',
      twice: (_: unknown, { of }: { of: number }) => of * 2,
      moment: (_: unknown, { at }: { at: Date }) => at,
      decimal: (_: unknown, { of }: { of: string }) => of,
      whole: (_: unknown, { of }: { of: string }) => of,
      currency: (_: unknown, { of }: { of: string }) => of,
      country: (_: unknown, { of }: { of: string }) => of,
      price: () => ({ amountMinor: 1_250, currencyCode: 'KWD' }),
      book: () => books.get('1'),
      vault: () => ({ id: '1', content: 'gold' }),
    },
    Mutation: { bookPut: door, bookBurn: door },
    Shelf: { bookCount: ({ id }: { id: string }) => id.length },
  },
  references: {
    Book: async (representations: readonly Representation[]) => {
      asked.push({ type: 'Book', ids: representations.map(({ id }) => id) });
      return representations.map(({ id }) => books.get(id));
    },
    Vault: async (representations: readonly Representation[]) => {
      asked.push({ type: 'Vault', ids: representations.map(({ id }) => id) });
      return representations.map(({ id }) => ({ id, content: 'gold' }));
    },
    Torn: async () => {
      throw new TypeError('secret: SELECT password FROM users');
    },
    Bound: async (representations: readonly Representation[]) =>
      representations.map(({ id }) => (id === 'lent' ? codedError('FORBIDDEN', 'Lent.') : new BoundVolume(id))),
  },
  jobs: [every({ name: 'dust', everyMs: 1_000 }, () => async () => 7)],
  http: [
    route(
      'GET',
      '/covers/:id',
      () =>
        async ({ params }) =>
          new Response(`cover of ${params['id']}`),
    ),
    route(
      'GET',
      '/covers/:id/pages/:page?',
      () =>
        async ({ params }) =>
          Response.json(params),
    ),
    route('POST', '/hooks/press', () => async ({ request, door: open }) => {
      const headers = new Headers({ 'x-door': JSON.stringify(open({ scope: 'hook:press', key: 'evt_1' }).receipt) });
      headers.append('set-cookie', 'a=1');
      headers.append('set-cookie', 'b=2');
      return new Response(await request.text(), { status: 202, headers });
    }),
    route('GET', '/broken', () => async () => {
      throw new Error('secret: the page is torn');
    }),
  ],
});

export interface Logged {
  readonly level: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Opens the shelf without a database: nothing on it needs one. */
export const openShelf = (graph: GraphTransport = () => Promise.reject(new Error('nobody answers'))) => {
  const logged: Logged[] = [];
  const at = (level: string) => (fields: object) => void logged.push({ level, fields: fields as Logged['fields'] });
  const log = {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('fatal'),
    child: () => log,
  } as unknown as Log;
  const pool = createPool({ connectionString: 'postgres://127.0.0.1:1/none', max: 1, name: 'shelf' });
  const open: OpenSubgraph = shelf.open({
    pool,
    broker: createMemoryBroker(),
    clock,
    graph,
    environment: {},
    owner: 'test',
    log,
  });
  const ask = async (query: string, { variables, caller = {}, operationName }: Asking = {}) =>
    // Through JSON, as a client gets it.
    JSON.parse(
      JSON.stringify(
        await open.handle({
          query,
          variables,
          operationName,
          caller,
          requestId: 'request-1',
          deadline: new Date(Date.now() + 10_000),
        }),
      ),
    ) as Answer;
  return { open, ask, logged, requestId: randomUUID() };
};

interface Asking {
  readonly variables?: Record<string, unknown>;
  readonly caller?: Caller;
  readonly operationName?: string;
}

export interface Answer {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers have as many shapes as questions
  readonly data?: any;
  readonly errors?: { message: string; path?: string[]; extensions: { code: string; requestId?: string } }[];
}

/** The codes of an answer's errors. */
export const codes = ({ errors = [] }: Answer): string[] => errors.map(({ extensions }) => extensions.code);
