import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { Log } from '@stoa/platform';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { CurrentEngine } from '../engine/current-engine.ts';
import { limitRules } from '../limits/limit-rules.ts';
import type { Limits } from '../limits/limits.ts';
import type { AutomaticQueries } from '../persisted/automatic-queries.ts';
import { requestErrorStatus, statusOf } from './answer-text.ts';
import { apolloGateway, resultText, type ApolloContext } from './apollo-gateway.ts';
import { clientError } from './client-errors.ts';
import { DEFER_RULES } from './defer-rules.ts';
import { sandboxPage } from './sandbox-page.ts';

export interface ApolloFrontOptions {
  readonly engines: CurrentEngine;
  readonly limits: Limits;
  readonly isProduction: boolean;
  /** Whether clients may ask for the schema; default: outside production. */
  readonly introspection?: boolean | undefined;
  /** Whether the landing page links to the explorer. */
  readonly hasExplorer: boolean;
  /** Where clients' documents are remembered; absent: clients register none. */
  readonly automatic?: AutomaticQueries | undefined;
  readonly log: Log;
}

// Of documents that come by GET, which Apollo Server would validate each time.
const REMEMBERED_DOCUMENTS = 500;

/** Apollo Server before the engines: parses, validates, limits, and speaks GraphQL over HTTP. */
export const startApolloFront = async (options: ApolloFrontOptions): Promise<ApolloServer<ApolloContext>> => {
  const { engines, limits, isProduction, automatic, log } = options;
  const server = new ApolloServer<ApolloContext>({
    gateway: apolloGateway(engines),
    introspection: options.introspection ?? !isProduction,
    hideSchemaDetailsFromClientErrors: isProduction,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    persistedQueries: automatic ? { cache: automatic.cache } : false,
    documentStore: documentStore(),
    parseOptions: { maxLexicalTokens: limits.tokens },
    validationOptions: { maxErrors: 3 },
    validationRules: [...limitRules(limits), ...DEFER_RULES],
    formatError: (formatted, error) => clientError(formatted, error, log),
    stringifyResult: resultText,
    stopOnTerminationSignals: false,
    nodeEnv: isProduction ? 'production' : 'development',
    logger: quiet(log),
    plugins: plugins(options),
  });
  await server.start();
  return server;
};

// Nothing is reported to anybody, whatever APOLLO_KEY says. What may be cached, engines say themselves.
const plugins = ({ isProduction, hasExplorer }: ApolloFrontOptions): ApolloServerPlugin<ApolloContext>[] => [
  ApolloServerPluginUsageReportingDisabled(),
  ApolloServerPluginSchemaReportingDisabled(),
  ApolloServerPluginInlineTraceDisabled(),
  ApolloServerPluginCacheControlDisabled(),
  isProduction ? ApolloServerPluginLandingPageDisabled() : sandboxPage({ hasExplorer }),
  statuses,
];

/** Gives an answer the status that it has in the fast lane. */
const statuses: ApolloServerPlugin<ApolloContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ response: { http }, contextValue: { passage } }) => {
        const { answer, mediaType } = passage;
        if (answer) {
          http.status = statusOf(answer, mediaType);
          for (const [name, value] of Object.entries(answer.headers ?? {})) http.headers.set(name, value);
        } else if (http.status === 400) http.status = requestErrorStatus(mediaType);
        return Promise.resolve();
      },
    }),
};

function documentStore() {
  const documents = new LRUCache<string, DocumentNode>({ max: REMEMBERED_DOCUMENTS });
  return {
    get: (key: string) => Promise.resolve(documents.get(key)),
    set: (key: string, document: DocumentNode) => {
      documents.set(key, document);
      return Promise.resolve();
    },
    delete: (key: string) => Promise.resolve(documents.delete(key)),
  };
}

const quiet = (log: Log) => ({
  debug: () => {},
  info: () => {},
  warn: (message?: unknown) => log.warn({ apollo: String(message) }, 'apollo server'),
  error: (message?: unknown) => log.error({ apollo: String(message) }, 'apollo server'),
});
