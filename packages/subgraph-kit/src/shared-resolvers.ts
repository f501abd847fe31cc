import { formatDecimal, isCurrencyCode, type Money } from '@stoa/kernel';
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

type Parse<Value> = (input: unknown) => Value | undefined;

const textScalar = <Value>(name: string, expected: string, parse: Parse<Value>, serialize = String as (v: unknown) => string) => {
  const read = (input: unknown) => {
    const value = parse(input);
    if (value === undefined) throw new GraphQLError(`${name} is ${expected}`, { extensions: { code: 'BAD_USER_INPUT' } });
    return value;
  };
  return new GraphQLScalarType<Value, string>({
    name,
    serialize,
    parseValue: read,
    parseLiteral: (node: ValueNode) => read(node.kind === Kind.STRING || node.kind === Kind.INT ? node.value : undefined),
  });
};

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
const isCountryCode = (text: string) => /^[A-Z]{2}$/.test(text) && regions.of(text) !== undefined;

/** Resolvers of what shared.graphql declares; every subgraph has them. */
export const sharedResolvers = {
  Money: {
    amount: formatDecimal,
    amountMinor: ({ amountMinor }: Money) => String(amountMinor),
  },
  UserError: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
  DateTime: textScalar<Date>(
    'DateTime',
    'an instant in ISO 8601 with its offset',
    (input) => {
      if (typeof input !== 'string' || !ISO.test(input)) return undefined;
      const instant = new Date(input);
      return Number.isNaN(instant.getTime()) ? undefined : instant;
    },
    (value) => (value instanceof Date ? value.toISOString() : new Date(String(value)).toISOString()),
  ),
  Decimal: textScalar<string>('Decimal', 'a decimal number as text', (input) =>
    typeof input === 'string' && /^-?\d{1,15}(\.\d{1,4})?$/.test(input) ? input : undefined,
  ),
  Int64: textScalar<string>('Int64', 'a whole number of up to 64 bits as text', (input) =>
    (typeof input === 'string' || typeof input === 'number') &&
    /^-?\d{1,19}$/.test(String(input)) &&
    BigInt.asIntN(64, BigInt(input)) === BigInt(input)
      ? String(input)
      : undefined,
  ),
  CurrencyCode: textScalar<string>('CurrencyCode', 'an ISO 4217 code', (input) =>
    typeof input === 'string' && isCurrencyCode(input) ? input : undefined,
  ),
  CountryCode: textScalar<string>('CountryCode', 'an ISO 3166-1 alpha-2 code', (input) =>
    typeof input === 'string' && isCountryCode(input) ? input : undefined,
  ),
};
