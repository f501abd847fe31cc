import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { OperationTypeNode, type GraphQLError, type GraphQLSchema } from 'graphql';
import type { CurrentEngine } from '../engine/current-engine.ts';
import type { Engine, EngineAnswer, EngineRequest } from '../engine/engine.ts';
import { answerText } from './answer-text.ts';
import { noSuchOperation, notServed, servedAsStream } from './client-errors.ts';
import { executeLeased } from './execute-leased.ts';
import type { MediaType } from './media-types.ts';

/** What goes through Apollo Server with a request. Apollo Server copies its context: only what is in `passage` is shared. */
export interface ApolloContext {
  readonly passage: {
    readonly request: EngineRequest;
    readonly mediaType: MediaType;
    /** What the engine said, when it was asked. */
    answer?: EngineAnswer;
  };
}

/** The engines as the gateway that Apollo Server expects; what an engine answers passes it as text. */
export const apolloGateway = (engines: CurrentEngine): GatewayInterface => ({
  onSchemaLoadOrUpdate: (callback) => {
    const load = ({ apiSchema, supergraphSdl }: Engine) => callback({ apiSchema, coreSupergraphSdl: supergraphSdl });
    load(engines.current());
    return engines.onSwap(load);
  },
  load: () =>
    Promise.resolve({
      executor: async ({ document, source, operation, request, schema, context }) => {
        const { passage } = context as ApolloContext;
        const { operationName } = request;
        const engine = engines.of(schema);
        // Apollo Server asks even when the document has no such operation, and wants to be told so.
        if ((operation as unknown) === undefined) return { errors: [noSuchOperation(operationName)] };
        const refused = notServedHere(schema, operation.operation);
        if (refused) return { errors: [refused] };
        if (!engine) throw new Error('The engine that validated this document has closed');
        const learned = engine.learn(document, source, operationName);
        if (!learned) return { errors: [noSuchOperation(operationName)] };
        const answer = await executeLeased(engines, engine, { operation: learned, request: passage.request });
        passage.answer = answer;
        return { data: { [TEXT]: answerText(answer) } };
      },
    }),
  stop: () => Promise.resolve(),
});

// graphql-js finds nothing wrong with an operation whose type the schema has not.
function notServedHere(schema: GraphQLSchema, type: OperationTypeNode): GraphQLError | undefined {
  if (!schema.getRootType(type)) return notServed(type);
  return type === OperationTypeNode.SUBSCRIPTION ? servedAsStream() : undefined;
}

const TEXT = Symbol('the whole answer as text');

/** Writes a result of Apollo Server: an engine's answer as the text that it is. */
export const resultText = (result: { readonly data?: unknown }): string => {
  const data = result.data as { readonly [TEXT]?: string } | null | undefined;
  return data?.[TEXT] ?? JSON.stringify(result);
};
