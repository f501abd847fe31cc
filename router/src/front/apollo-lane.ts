import { HeaderMap, type ApolloServer } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { CurrentEngine } from '../engine/current-engine.ts';
import type { EngineRequest } from '../engine/engine.ts';
import type { Visit } from '../visit.ts';
import { outcomeOf } from './answer-text.ts';
import type { ApolloContext } from './apollo-gateway.ts';
import type { GraphqlParameters } from './graphql-parameters.ts';
import type { MediaType } from './media-types.ts';
import type { HttpAnswer, ServedAnswer } from './write-answer.ts';
import { firstPartOf } from './write-parts.ts';

export interface ApolloAsk {
  readonly parameters: GraphqlParameters;
  readonly request: EngineRequest;
  readonly mediaType: MediaType;
}

export interface ApolloLane {
  readonly answer: (visit: Visit, ask: ApolloAsk) => Promise<ServedAnswer>;
  /** The landing page. */
  readonly page: (visit: Visit) => Promise<HttpAnswer>;
}

/** The lane of everything that is not known yet, or odd: through Apollo Server. */
export const apolloLane = (server: ApolloServer<ApolloContext>, engines: CurrentEngine): ApolloLane => ({
  answer: async (visit, { parameters, request, mediaType }) => {
    const passage: ApolloContext['passage'] = { request, mediaType };
    let release: (() => void) | undefined;
    try {
      const isGet = visit.request.method === 'GET';
      const answered = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: isGet ? 'GET' : 'POST',
          headers: headersOf(visit).set('accept', mediaType),
          search: isGet ? searchOf(parameters) : '',
          body: isGet ? undefined : bodyOf(parameters),
        },
        // Apollo Server takes its schema right after this: the engine of that schema must not close before it is asked.
        context: () => {
          release = engines.lease(engines.current());
          return Promise.resolve({ passage });
        },
      });
      return {
        ...(await whole(answered)),
        lane: 'apollo',
        outcome: passage.answer ? outcomeOf(passage.answer) : 'refused',
        inParts: firstPartOf(passage.answer),
      };
    } finally {
      release?.();
    }
  },
  page: async (visit) =>
    whole(
      await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method: 'GET', headers: headersOf(visit), search: '', body: undefined },
        context: () => Promise.reject(noPage()),
      }),
    ),
});

// Apollo Server and we may differ on what is a wish for a page: then there is neither page nor query.
const noPage = () =>
  new GraphQLError('A GraphQL request has a query.', {
    extensions: { code: 'BAD_REQUEST', http: { status: 400, headers: new HeaderMap() } },
  });

type Answered = Awaited<ReturnType<ApolloServer<ApolloContext>['executeHTTPGraphQLRequest']>>;

async function whole({ status = 200, headers, body }: Answered): Promise<HttpAnswer> {
  let text = '';
  if (body.kind === 'complete') text = body.string;
  else for await (const chunk of body.asyncIterator) text += chunk;
  return {
    status,
    contentType: headers.get('content-type') ?? 'text/plain',
    text,
    headers: Object.fromEntries(headers),
  };
}

// All that Apollo Server reads.
const READ = ['accept', 'content-type', 'apollo-require-preflight', 'x-apollo-operation-name'];

function headersOf({ request }: Visit): HeaderMap {
  const headers = new HeaderMap();
  for (const name of READ) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  return headers;
}

const bodyOf = ({ query, operationName, variables, extensions }: GraphqlParameters) => ({
  query,
  operationName: operationName ?? null,
  variables: variables ?? null,
  extensions: extensions ?? null,
});

function searchOf({ query, operationName, variables, extensions }: GraphqlParameters): string {
  const search = new URLSearchParams();
  if (query !== undefined) search.set('query', query);
  if (operationName !== undefined) search.set('operationName', operationName);
  if (variables) search.set('variables', JSON.stringify(variables));
  if (extensions) search.set('extensions', JSON.stringify(extensions));
  return search.toString();
}
