import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Refusal } from '../refusal.ts';

/** Why there is no subscription (any more): errors fit for the client. */
export class LiveRefusal extends Error {
  readonly errors: readonly GraphQLFormattedError[];
  constructor(errors: readonly GraphQLFormattedError[]) {
    super(errors[0]?.message ?? 'refused');
    this.errors = errors;
  }
}

export const coded = (code: string, message: string): GraphQLFormattedError => ({ message, extensions: { code } });

/** There is nothing to follow, or nothing that the viewer may see: the two are not told apart. */
export const nothingToFollow = (): readonly GraphQLFormattedError[] => [
  coded('NOT_FOUND', 'There is nothing here that you may follow.'),
];

/** The graph that is served now does not take the operation. */
export const noLongerValid = (reason: string): readonly GraphQLFormattedError[] => [
  coded('OPERATION_NO_LONGER_VALID', `The graph has changed, and this subscription does not fit it: ${reason}`),
];

export const notListening = (): readonly GraphQLFormattedError[] => [
  coded('TEMPORARILY_UNAVAILABLE', 'Changes cannot be followed at the moment. Try again.'),
];

export const notHeard = (): readonly GraphQLFormattedError[] => [
  coded('OPERATION_NOT_SERVED', 'This router hears no events: subscriptions are not served here.'),
];

export const tooMany = (whose: 'client' | 'process'): readonly GraphQLFormattedError[] => [
  coded(
    'SUBSCRIPTION_LIMIT_EXCEEDED',
    whose === 'client' ? 'You have as many subscriptions as one may.' : 'No more subscriptions fit here. Try again.',
  ),
];

/** A refusal of the front as the errors of a subscription. */
export const errorsOfRefusal = ({ code, message }: Refusal): readonly GraphQLFormattedError[] => [coded(code, message)];

/** Errors of parsing and validation, with the code that the graph's door gives them. */
export const documentErrors = (
  errors: readonly GraphQLError[],
  code: 'GRAPHQL_PARSE_FAILED' | 'GRAPHQL_VALIDATION_FAILED',
): readonly GraphQLFormattedError[] =>
  errors.map((error) => {
    const { message, locations, extensions } = error.toJSON();
    return { message, ...(locations && { locations }), extensions: { code, ...extensions } };
  });
