import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type ValidationRule,
} from 'graphql';
import type { Engine, Operation } from '../engine/engine.ts';
import { noSuchOperation } from '../front/client-errors.ts';
import { limitRules } from '../limits/limit-rules.ts';
import type { Limits } from '../limits/limits.ts';
import { subscribedField } from '../document/subscribed-field.ts';
import { coded, documentErrors, LiveRefusal } from './live-errors.ts';

export interface DocumentRules {
  readonly limits: Limits;
  /** Whether clients may ask for the schema. */
  readonly introspection: boolean;
  /** Whether messages may name what the schema has instead. */
  readonly suggests: boolean;
}

export interface AskedDocument {
  readonly query: string;
  readonly operationName: string | undefined;
}

const MOST_ERRORS = 3;

/** Reads and checks what clients subscribe to, as the graph's door does for what they ask. */
export const subscribedOperations = ({ limits, introspection, suggests }: DocumentRules) => {
  const rules: readonly ValidationRule[] = [
    // The limits speak first, and end the validation of what is beyond them.
    ...limitRules(limits),
    ...specifiedRules,
    ...(introspection ? [] : [NoSchemaIntrospectionCustomRule]),
  ];

  const parsed = (query: string): DocumentNode => {
    try {
      return parse(query, { maxTokens: limits.tokens });
    } catch (error) {
      if (error instanceof GraphQLError) throw new LiveRefusal(documentErrors([error], 'GRAPHQL_PARSE_FAILED'));
      throw error;
    }
  };

  const learned = (engine: Engine, { query, operationName }: AskedDocument): Operation => {
    const document = parsed(query);
    const errors = validate(engine.apiSchema, document, rules, { maxErrors: MOST_ERRORS });
    if (errors.length > 0)
      throw new LiveRefusal(
        documentErrors(suggests ? errors : errors.map(withoutSuggestion), 'GRAPHQL_VALIDATION_FAILED'),
      );
    const operation = engine.learn(document, query, operationName);
    if (!operation)
      throw new LiveRefusal([coded('OPERATION_RESOLUTION_FAILURE', noSuchOperation(operationName).message)]);
    return operation;
  };

  /** The engine's subscription for a client's document. @throws LiveRefusal */
  return (engine: Engine, asked: AskedDocument): Operation => {
    const operation = engine.find(asked.query, asked.operationName) ?? learned(engine, asked);
    throwUnlessSubscription(operation);
    return operation;
  };
};

function throwUnlessSubscription({ document, definition }: Operation): void {
  const { operation } = definition;
  if (operation !== OperationTypeNode.SUBSCRIPTION)
    throw new LiveRefusal([
      coded('OPERATION_NOT_SERVED', `Only subscriptions are served here: send a ${operation} by POST.`),
    ]);
  if (!subscribedField(document, definition))
    throw new LiveRefusal([coded('GRAPHQL_VALIDATION_FAILED', 'A subscription has exactly one root field.')]);
}

const withoutSuggestion = ({ message, nodes, originalError, extensions }: GraphQLError): GraphQLError =>
  new GraphQLError(message.replace(/ Did you mean [^]*\?$/, ''), {
    ...(nodes && { nodes }),
    ...(originalError && { originalError }),
    extensions,
  });
