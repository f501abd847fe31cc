import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse, validate, type GraphQLSchema } from 'graphql';
import { startStock } from '../stock.ts';
import { startUnderTest, TRANSPORTS } from '../under-test.ts';
import type { Answer, Router } from '../router.ts';
import type { AskSubgraph } from '../world/subgraphs.ts';

/** A subgraph: its SDL without the link to federation, and resolvers as @apollo/subgraph takes them. */
export interface Subgraph {
  readonly sdl: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- resolvers of all types of all tests
  readonly resolvers?: Readonly<Record<string, any>>;
}

/** What a client sees. */
export interface Seen {
  readonly data?: unknown;
  readonly errors?: readonly { readonly code: unknown; readonly path?: unknown }[];
}

export interface Fetched {
  readonly subgraph: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface Supergraph {
  /** Asks our engine, over both kinds of transport, which must say the same. @throws on operations that are not valid. */
  readonly ask: (query: string, variables?: Readonly<Record<string, unknown>>) => Promise<Seen>;
  /** The data as the client gets them. */
  readonly askText: (query: string, variables?: Readonly<Record<string, unknown>>) => Promise<string | undefined>;
  readonly askStock: (query: string, variables?: Readonly<Record<string, unknown>>) => Promise<Seen>;
  /** What the last question to our engine made it ask the subgraphs, over one transport. */
  readonly fetched: () => readonly Fetched[];
  readonly apiSchema: GraphQLSchema;
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@interfaceObject", "@tag", "@context", "@fromContext"])`;

/** A supergraph of these subgraphs. They are made anew for each transport, so that what they keep is not shared. */
export const aSupergraph = (subgraphs: () => Readonly<Record<string, Subgraph>>): Supergraph => {
  const supergraphSdl = composed(subgraphs());
  let fetches: Fetched[] = [];
  const start = () => {
    const asks = Object.entries(subgraphs()).map(([name, subgraph]) => [name, recorded(name, subgraph, () => fetches)]);
    return startUnderTest({ supergraphSdl, subgraphs: Object.fromEntries(asks) as Record<string, AskSubgraph> });
  };
  const routers: Router[] = TRANSPORTS.map((transport) => start().routers[transport]);
  const { apiSchema } = start();

  const askAll = async (query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Answer> => {
    const document = parse(query, { noLocation: true });
    const faults = validate(apiSchema, document);
    if (faults.length > 0) throw new AggregateError(faults, faults.join('\n'));
    const answers: Answer[] = [];
    for (const router of routers) {
      fetches = [];
      answers.push(await router.execute({ query, document, variables }));
    }
    const [first, second] = answers;
    if (!first || JSON.stringify(first) !== JSON.stringify(second))
      throw new Error(`the transports differ: ${JSON.stringify(first)} and ${JSON.stringify(second)}`);
    return first;
  };
  return {
    ask: async (query, variables) => seen(await askAll(query, variables)),
    askText: async (query, variables) => (await askAll(query, variables)).data,
    askStock: async (query, variables = {}) => {
      const asks = Object.entries(subgraphs()).map(([name, subgraph]) => [name, recorded(name, subgraph, () => [])]);
      const stock = await startStock({
        supergraphSdl,
        subgraphs: Object.fromEntries(asks) as Record<string, AskSubgraph>,
      });
      const answer = await stock.execute({ query, document: parse(query, { noLocation: true }), variables });
      await stock.close();
      return seen(answer);
    },
    fetched: () => fetches,
    apiSchema,
  };
};

/** @throws when they do not compose. */
const composed = (subgraphs: Readonly<Record<string, Subgraph>>): string => {
  const { errors, supergraphSdl } = composeServices(
    Object.entries(subgraphs).map(([name, { sdl }]) => ({ name, url: `http://${name}`, typeDefs: parse(LINK + sdl) })),
  );
  if (errors) throw new AggregateError(errors, errors.join('\n'));
  return supergraphSdl;
};

function recorded(subgraph: string, { sdl, resolvers = {} }: Subgraph, fetches: () => Fetched[]): AskSubgraph {
  const schema = buildSubgraphSchema([{ typeDefs: parse(LINK + sdl), resolvers: resolvers as never }]);
  return async (query, variables = {}) => {
    fetches().push({ subgraph, query, variables });
    return execute({ schema, document: parse(query), variableValues: variables });
  };
}

function seen({ data, errors }: Answer): Seen {
  const read = data === undefined ? {} : { data: JSON.parse(data) as unknown };
  if (errors.length === 0) return read;
  const coded = errors.map(({ extensions, path }) => ({ code: extensions?.['code'], ...(path && { path }) }));
  const sorted = coded.toSorted((a, b) => (JSON.stringify(a.path) < JSON.stringify(b.path) ? -1 : 1));
  return { ...read, errors: sorted };
}
