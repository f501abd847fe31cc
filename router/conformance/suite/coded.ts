import { GraphQLError } from 'graphql';

/** An error with a code of its own, which clients see. */
export const coded = (code: string): GraphQLError => new GraphQLError(code.toLowerCase(), { extensions: { code } });
