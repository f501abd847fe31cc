import type { Door } from '@stoa/messaging';
import type { ResolverTable } from './build-schema.ts';
import type { CommandTable, SubgraphContext } from './context.ts';

/** What a request's resolvers share, before a mutation field opens its own door. */
export type RequestContext<Rooms, Commands extends CommandTable, Loaders> = Omit<
  SubgraphContext<Rooms, Commands, Loaders>,
  'door'
> & { readonly doorOf: (field: string, input?: { readonly idempotencyKey?: string }) => Door };

// eslint-disable-next-line max-params -- a resolver has graphql-js's four
type MutationResolver = (source: unknown, args: unknown, context: object, info: { fieldName: string }) => unknown;

/** Each mutation field opens its own door, because receipts are filed by caller and mutation. */
export const withMutationDoors = (resolvers: ResolverTable): ResolverTable => {
  const fields = Object.entries((resolvers['Mutation'] ?? {}) as Record<string, MutationResolver>);
  if (fields.length === 0) return resolvers;
  const opened = fields.map(([field, resolve]): [string, MutationResolver] => [
    field,
    // eslint-disable-next-line max-params -- as above
    (source, args, context, info) => {
      const { doorOf } = context as { doorOf: (field: string, input?: object) => Door };
      return resolve(source, args, { ...context, door: (input?: object) => doorOf(info.fieldName, input) }, info);
    },
  ]);
  return { ...resolvers, Mutation: Object.fromEntries(opened) };
};
