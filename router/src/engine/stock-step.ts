import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { REPRESENTATIONS } from '../compile/fetch-spec.ts';
import type { Merge } from '../compile/merge.ts';
import { isObject } from '../compile/own-property.ts';
import type { Send } from '../execute/wave.ts';
import { report, type RequestState, type Step } from '../execute/request-state.ts';

export interface StockOptions {
  readonly supergraphSdl: string;
  readonly apiSchema: GraphQLSchema;
  readonly supergraphSchema: GraphQLSchema;
  readonly subgraphs: readonly string[];
  readonly send: Send;
  readonly merge: Merge;
  readonly takes: (subgraph: string) => 'texts' | 'objects';
}

export type StockExecution = (planned: { readonly plan: QueryPlan; readonly document: DocumentNode }) => Step;

/**
 * @apollo/gateway's own execution of a plan, for what the compiled executor does not carry out. Its modules and its own model
 * of the schema are loaded when the first such plan comes.
 */
export const stockExecution = (options: StockOptions): StockExecution => {
  let loaded: ReturnType<typeof load> | undefined;
  return ({ plan, document }) =>
    async (state) => {
      loaded ??= load(options);
      const { executeQueryPlan, buildOperationContext, apiSchema } = await loaded;
      const { variables = {} } = state.request;
      const result = await executeQueryPlan(
        plan,
        servicesOf(options, state),
        { request: { variables }, context: {}, metrics: {}, logger: SILENT } as never,
        buildOperationContext({ schema: options.apiSchema, operationDocument: document }),
        options.supergraphSchema,
        apiSchema,
      );
      if (isObject(result.data)) options.merge(state.data, result.data);
      for (const error of result.errors ?? []) {
        const { serviceName, ...extensions } = error.extensions;
        const { message, path } = error;
        report(state, { subgraph: String(serviceName), error: { message, path, extensions }, path });
      }
    };
};

const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

function servicesOf({ subgraphs, send, takes }: StockOptions, { request }: RequestState) {
  return Object.fromEntries(
    subgraphs.map((subgraph) => [
      subgraph,
      {
        process: ({ request: { query = '', variables } }: { request: { query?: string; variables?: object } }) => {
          const kind = query.startsWith('mutation') ? 'mutation' : 'query';
          const { representations, ...others } = (variables ?? {}) as Record<string, unknown>;
          return send({
            query: { subgraph, kind, text: query, json: JSON.stringify(query) },
            variables: others,
            representations: Array.isArray(representations)
              ? [{ variable: REPRESENTATIONS, values: takenAs(takes(subgraph), representations) }]
              : [],
            request,
          });
        },
      },
    ]),
  ) as never;
}

const takenAs = (takes: 'texts' | 'objects', values: readonly unknown[]) =>
  takes === 'texts' ? values.map((value) => JSON.stringify(value)) : values;

async function load({ supergraphSdl }: StockOptions) {
  const { keepApolloQuiet } = await import('../env.ts');
  keepApolloQuiet();
  const [{ executeQueryPlan, buildOperationContext }, { buildSupergraph }] = await Promise.all([
    import('@apollo/gateway'),
    import('../supergraph/build-supergraph.ts'),
  ]);
  return { executeQueryPlan, buildOperationContext, apiSchema: buildSupergraph(supergraphSdl).apiSchema() };
}
