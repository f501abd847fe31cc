import { formatDecimal, isCurrencyCode, type Money } from '@stoa/kernel';
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

interface TextScalar<Value> {
  /** What the client is told that the value has to be. */
  readonly expected: string;
  readonly parse: (input: unknown) => Value | undefined;
  readonly serialize?: (value: unknown) => string;
}

const textScalar = <Value>(name: string, { expected, parse, serialize = String }: TextScalar<Value>) => {
  const read = (input: unknown) => {
    const value = parse(input);
    if (value === undefined)
      throw new GraphQLError(`${name} is ${expected}`, { extensions: { code: 'BAD_USER_INPUT' } });
    return value;
  };
  return new GraphQLScalarType<Value, string>({
    name,
    serialize,
    parseValue: read,
    parseLiteral: (node: ValueNode) =>
      read(node.kind === Kind.STRING || node.kind === Kind.INT ? node.value : undefined),
  });
};

const ISO = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
const instantOf = (text: string): Date | undefined => {
  const day = ISO.exec(text)?.[1];
  // JavaScript reads the 30th of February as the 2nd of March.
  return day !== undefined && validDate(day)?.toISOString().startsWith(day) ? validDate(text) : undefined;
};
const validDate = (text: string): Date | undefined => {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
};

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
// Regions that have a name but are no countries of ISO 3166-1: reserved, grouped or made up.
const NO_COUNTRIES = new Set('AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ'.split(' '));
const isCountryCode = (text: string) =>
  /^[A-Z]{2}$/.test(text) &&
  regions.of(text) !== undefined &&
  !NO_COUNTRIES.has(text) &&
  // Former ones, like DD and YU, have another canonical form.
  Intl.getCanonicalLocales(`und-${text}`)[0] === `und-${text}`;

const isInt64 = (input: unknown): input is string | number =>
  // A number that is not safe was rounded before it came here.
  (Number.isSafeInteger(input) || (typeof input === 'string' && /^-?\d{1,19}$/.test(input))) &&
  BigInt.asIntN(64, BigInt(input as string)) === BigInt(input as string);

/** Resolvers of what shared.graphql declares; every subgraph has them. */
export const sharedResolvers = {
  Money: {
    amount: formatDecimal,
    amountMinor: ({ amountMinor }: Money) => String(amountMinor),
  },
  UserError: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
  DateTime: textScalar<Date>('DateTime', {
    expected: 'an instant in ISO 8601 with its offset',
    parse: (input) => (typeof input === 'string' ? instantOf(input) : undefined),
    serialize: (value) => (value instanceof Date ? value : new Date(String(value))).toISOString(),
  }),
  Decimal: textScalar<string>('Decimal', {
    expected: 'a decimal number as text',
    parse: (input) => (typeof input === 'string' && /^-?\d{1,15}(\.\d{1,4})?$/.test(input) ? input : undefined),
  }),
  Int64: textScalar<string>('Int64', {
    expected: 'a whole number of up to 64 bits as text',
    parse: (input) => (isInt64(input) ? String(BigInt(input)) : undefined),
  }),
  CurrencyCode: textScalar<string>('CurrencyCode', {
    expected: 'an ISO 4217 code',
    parse: (input) => (typeof input === 'string' && isCurrencyCode(input) ? input : undefined),
  }),
  CountryCode: textScalar<string>('CountryCode', {
    expected: 'an ISO 3166-1 alpha-2 code',
    parse: (input) => (typeof input === 'string' && isCountryCode(input) ? input : undefined),
  }),
};
