import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { Log } from '@stoa/platform';
import type { Engine, EngineRequest } from '../engine/engine.ts';
import { limitRules } from '../limits/limit-rules.ts';
import type { Limits } from '../limits/limits.ts';
import { clientError, noSuchOperation, thrownError } from './client-errors.ts';
import { sandboxPage } from './sandbox-page.ts';

/** What the front knows of a request before its document is read. */
export type FrontContext = Omit<EngineRequest, 'document' | 'query' | 'operationName' | 'variables'>;

export interface ApolloFrontOptions {
  readonly engine: Engine;
  readonly limits: Limits;
  readonly isProduction: boolean;
  /** Whether the landing page links to the explorer. */
  readonly hasExplorer: boolean;
  readonly log: Log;
}

/** Apollo Server before an engine: parses, validates, limits, and speaks GraphQL over HTTP. */
export const startApolloFront = async (options: ApolloFrontOptions): Promise<ApolloServer<FrontContext>> => {
  const { engine, limits, isProduction, log } = options;
  const server = new ApolloServer<FrontContext>({
    gateway: asGateway(engine),
    introspection: !isProduction,
    hideSchemaDetailsFromClientErrors: isProduction,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    parseOptions: { maxLexicalTokens: limits.tokens },
    validationOptions: { maxErrors: 3 },
    maxRecursiveSelections: limits.selections,
    validationRules: limitRules(limits),
    formatError: (formatted, error) => clientError(formatted, error, log),
    stopOnTerminationSignals: false,
    nodeEnv: isProduction ? 'production' : 'development',
    logger: quiet(log),
    plugins: plugins(options),
  });
  await server.start();
  return server;
};

// Nothing is reported to anybody, whatever APOLLO_KEY says.
const plugins = ({ isProduction, hasExplorer }: ApolloFrontOptions): ApolloServerPlugin<FrontContext>[] => [
  ApolloServerPluginUsageReportingDisabled(),
  ApolloServerPluginSchemaReportingDisabled(),
  ApolloServerPluginInlineTraceDisabled(),
  isProduction ? ApolloServerPluginLandingPageDisabled() : sandboxPage({ hasExplorer }),
];

/** The engine as the gateway that Apollo Server expects. */
const asGateway = ({ apiSchema, supergraphSdl, execute }: Engine): GatewayInterface => ({
  onSchemaLoadOrUpdate: (callback) => {
    callback({ apiSchema, coreSupergraphSdl: supergraphSdl });
    return () => {};
  },
  load: () =>
    Promise.resolve({
      executor: async ({ document, source, operation, request, context }) => {
        // Apollo Server asks even when the document has no such operation, and wants to be told so.
        if ((operation as unknown) === undefined) return { errors: [noSuchOperation(request.operationName)] };
        const { operationName, variables } = request;
        const answer = await execute({
          ...(context as FrontContext),
          document,
          query: source,
          operationName,
          variables,
        });
        return {
          ...(answer.data !== undefined && { data: answer.data }),
          ...(answer.errors && { errors: answer.errors.map((error) => thrownError(error, answer)) }),
        };
      },
    }),
  stop: () => Promise.resolve(),
});

const quiet = (log: Log) => ({
  debug: () => {},
  info: () => {},
  warn: (message?: unknown) => log.warn({ apollo: String(message) }, 'apollo server'),
  error: (message?: unknown) => log.error({ apollo: String(message) }, 'apollo server'),
});
