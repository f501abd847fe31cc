import { setTimeout as delay } from 'node:timers/promises';
import { post, type Answer } from '../a-router.ts';

/** What clients saw. */
export interface Seen {
  requests: number;
  /** Answers of either edition. */
  readonly editions: { a: number; b: number };
  /** Requests that began on one edition and ended after the other one was served. */
  outlived: number;
  /** Ids that mutations were told to add, in no order. */
  readonly added: string[];
  readonly failures: string[];
}

export interface Load {
  readonly seen: Seen;
  /** Lets what is under way end. */
  readonly stop: () => Promise<void>;
}

/** Clients that ask without a pause to speak of, in both lanes, until they are stopped. Every answer must be whole and of one edition. */
export const load = (url: string, swaps: () => number): Load => {
  const seen: Seen = { requests: 0, editions: { a: 0, b: 0 }, outlived: 0, added: [], failures: [] };
  let isOver = false;

  const asks: (() => Promise<Answer>)[] = [
    known(url),
    byGet(url),
    unknown(url),
    mutation(url, seen.added),
    slow(url),
    slow(url),
  ];
  const client = async (ask: () => Promise<Answer>): Promise<void> => {
    while (!isOver) {
      const before = swaps();
      await ask().then(
        (answer) => note(seen, answer),
        (error: unknown) => void seen.failures.push(String((error as Error).cause ?? error)),
      );
      if (swaps() !== before) seen.outlived += 1;
      seen.requests += 1;
      await delay(PAUSE_MS);
    }
  };
  const clients = asks.map(client);
  return {
    seen,
    stop: async () => {
      isOver = true;
      await Promise.all(clients);
    },
  };
};

const PAUSE_MS = 40;
const ITEMS = 'edition items { id listedBy countedBy }';

const ask = (url: string, query: string, variables: object = {}) =>
  post(`${url}/graphql`, JSON.stringify({ query, variables }));

/** The fast lane. */
const known = (url: string) => () => ask(url, `query Known { ${ITEMS} }`);

/** Apollo Server's lane. */
const byGet = (url: string) => async () => {
  const response = await fetch(`${url}/graphql?query=${encodeURIComponent(`query Got { ${ITEMS} }`)}`, {
    headers: { 'apollo-require-preflight': 'yes' },
  });
  return {
    status: response.status,
    headers: response.headers,
    ...((await response.json()) as Pick<Answer, 'data' | 'errors'>),
  };
};

/** Apollo Server's lane, and a plan: more documents than the router remembers. */
const unknown = (url: string) => {
  let count = 0;
  return () => ask(url, `query New { ${ITEMS} new${(count += 1) % DOCUMENTS}: edition }`);
};

const DOCUMENTS = 50;

/** Two after one another: the first takes its time, and a swap must not come between them. */
const mutation = (url: string, added: string[]) => {
  let count = 0;
  return () => {
    const ids = [`m${(count += 1)}`, `m${(count += 1)}`];
    added.push(...ids);
    return ask(
      url,
      'mutation Add($one: ID!, $two: ID!) { first: itemAdd(id: $one, ms: 100) { id listedBy } second: itemAdd(id: $two) { id listedBy countedBy } }',
      { one: ids[0], two: ids[1] },
    );
  };
};

/** Longer than most swaps take. */
const slow = (url: string) => () => ask(url, `query Slow { ${ITEMS} slow(ms: 700) }`);

function note(seen: Seen, { status, data, errors }: Answer): void {
  const fault = status === 200 ? errors && JSON.stringify(errors) : `status ${status}`;
  const text = JSON.stringify(data);
  const said = new Set(Array.from(text.matchAll(SAID), ([, who]) => who));
  const [edition] = said;
  if (fault === undefined && said.size === 1 && (edition === 'a' || edition === 'b')) seen.editions[edition] += 1;
  else seen.failures.push(`${fault ?? 'not of one edition'}: ${text}`);
}

/** Every field that says which edition answered it. */
const SAID = /"(?:edition|new\d+|slow|listedBy|countedBy)":"?(a|b|null)\b/g;
