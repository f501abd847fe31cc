import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { compiledQuery, type Run } from './compiled-query.ts';
import { codedError } from './errors.ts';
import { rememberedTexts } from './remembered-texts.ts';
import { areStorable, hasStorableTexts } from './storable-text.ts';

/** A document that was parsed and validated, or why it cannot be run. */
type Prepared =
  | { readonly document: DocumentNode; readonly runs: Map<string | undefined, Run> }
  | { readonly errors: readonly GraphQLError[] };

const MOST_NAMES = 20;

/** Runs documents against one schema, remembering the parsed ones: the router sends the same few again and again. */
export const executor = (schema: GraphQLSchema, { remembered = 1_000 } = {}) => {
  const documents = rememberedTexts<Prepared>({ most: remembered });

  const prepare = (query: string): Prepared => {
    let prepared = documents.get(query);
    if (!prepared) documents.set(query, (prepared = check(schema, query)));
    return prepared;
  };

  return {
    /** Whether the document's operation changes anything. */
    isMutation: (query: string, operationName?: string): boolean => {
      const prepared = prepare(query);
      return (
        'document' in prepared &&
        getOperationAST(prepared.document, operationName)?.operation === OperationTypeNode.MUTATION
      );
    },
    run: async (query: string, { variables, operationName, context }: RunOptions): Promise<ExecutionResult> => {
      const prepared = prepare(query);
      if ('errors' in prepared) return { errors: prepared.errors };
      if (!areStorable(variables)) return { errors: [strangeText()] };
      let run = prepared.runs.get(operationName);
      if (!run) {
        run = isSubscription(prepared.document, operationName)
          ? notServed
          : compiledQuery(schema, prepared.document, operationName);
        // Whoever makes up names is answered, but not remembered.
        if (prepared.runs.size < MOST_NAMES) prepared.runs.set(operationName, run);
      }
      return run(variables ?? {}, context);
    },
  };
};

// The router answers event fields with queries. Executed here, a subscription would be a field that is always null.
const isSubscription = (document: DocumentNode, operationName?: string): boolean =>
  getOperationAST(document, operationName)?.operation === OperationTypeNode.SUBSCRIPTION;

const notServed: Run = () => ({
  errors: [codedError('OPERATION_NOT_SERVED', 'A subgraph serves no subscriptions: ask its router.')],
});

interface RunOptions {
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
  readonly context: unknown;
}

function check(schema: GraphQLSchema, query: string): Prepared {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    return { errors: [codedError('GRAPHQL_PARSE_FAILED', (error as Error).message)] };
  }
  if (!hasStorableTexts(document)) return { errors: [strangeText()] };
  const faults = faultsOf(schema, document);
  if (faults.length === 0) return { document, runs: new Map() };
  return { errors: faults.map((fault) => codedError('GRAPHQL_VALIDATION_FAILED', fault.message)) };
}

// graphql-js 16 throws where the root field of a subscription stands under @skip or @include with a variable:
// its SingleFieldSubscriptionsRule collects fields without any variables.
function faultsOf(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  try {
    return validate(schema, document);
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

const strangeText = () =>
  codedError('BAD_USER_INPUT', 'A text holds U+0000 or half of a surrogate pair: such texts are not taken.');
