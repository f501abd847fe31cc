import { Kind, print } from 'graphql';
import { inputValues, mutations, namedType, type Finding, type SchemaRule, type Subject } from './subject.ts';

// What these nouns do moves money or stock, or places an order.
const MOVERS =
  /^(order|sellerOrder|payment|refund|return|shipment|fulfillment|stock|inventory|reservation|payout)(?=[A-Z])/;

/** Mutations of these nouns that move nothing, with the reason. */
const MOVES_NOTHING: ReadonlyMap<string, string> = new Map([
  ['inventoryLocationCreate', 'a location begins empty'],
  ['inventoryLocationUpdate', 'an address is no stock'],
]);

/** Same key, same answer, one effect: `idempotencyKey: ID!` in every input that moves money or stock or places an order. */
export const moneyAndStockMoveOnce: SchemaRule = (subject) => [
  ...mutations(subject)
    .filter(({ name }) => MOVERS.test(name.value) && !MOVES_NOTHING.has(name.value))
    .filter((mutation) => !hasKey(subject, namedType(mutation.arguments?.[0]?.type ?? mutation.type)))
    .map((node) => ({ node, message: `${node.name.value} moves money or stock: its input has idempotencyKey: ID!` })),
  ...optionalKeys(subject),
];

function hasKey({ known }: Subject, name: string): boolean {
  const input = known.get(name);
  return (
    input?.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION &&
    (input.fields ?? []).some((field) => field.name.value === 'idempotencyKey')
  );
}

const optionalKeys = (subject: Subject): Finding[] =>
  inputValues(subject)
    .filter(({ name, type }) => name.value === 'idempotencyKey' && print(type) !== 'ID!')
    .map((node) => ({ node, message: 'idempotencyKey: ID! is never optional' }));
