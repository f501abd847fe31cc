import { z } from 'zod';

const rate = z.strictObject({
  points: z.number('points are a number').int('points are whole').positive('points are above zero'),
  /** A day at most. */
  windowSeconds: z
    .number('a window is a number of seconds')
    .int('a window is whole seconds')
    .min(1, 'a window is one second at least')
    .max(86_400, 'a window is one day at most'),
});

const name = z.string().regex(/^[_A-Za-z]\w*$/, 'a GraphQL name');

const rootFieldRate = rate.extend({
  fields: z.array(name).min(1, 'names at least one root field'),
  /**
   * Whose window it is: the address's, which nobody can change by signing in as somebody else; the client's (who is signed in,
   * else the address); or that of an argument's value, as `input.email`.
   */
  per: z.union(
    [
      z.literal(['address', 'client']),
      z.strictObject({ argument: z.string().regex(/^\w+(\.\w+)*$/, 'a path of names, as input.email') }),
    ],
    'address, client, or { argument: a path of names }',
  ),
});

const operationRate = rate.extend({ names: z.array(name).min(1, 'names at least one operation') });

/** How often who may ask what. */
export const ratesSchema = z.strictObject({
  /** Of every client, in points of cost; absent is no limit. */
  client: rate.optional(),
  /** Each time that an operation selects one of the fields costs a point: neither a new name nor an alias gets around it. */
  rootFields: z.array(rootFieldRate).default([]),
  /** By the name that the client gives its operation, a point each, for every client: for what is known to be well-meant. */
  operations: z.array(operationRate).default([]),
});

export type Rates = z.output<typeof ratesSchema>;
export type RootFieldRate = Rates['rootFields'][number];
