import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requires", "@external", "@shareable", "@context", "@fromContext"])';

/** The supergraph of subgraphs given by name. */
export const aSupergraph = (subgraphs: Readonly<Record<string, string>>): string => {
  const composed = composeServices(
    Object.entries(subgraphs).map(([name, sdl]) => ({
      name,
      url: `http://${name}`,
      typeDefs: parse(`${LINK}\n${sdl}`),
    })),
  );
  if (composed.errors) throw new AggregateError(composed.errors, composed.errors.join('\n'));
  return composed.supergraphSdl;
};

/** Products whose price and shipping in b take fields of a. */
export const aShop = (): string =>
  aSupergraph({
    a: /* GraphQL */ `
      type Query {
        product(id: ID): Product
        goods: [Good]
      }
      type Mutation {
        buy: Product
        sell: Product
      }
      enum Unit {
        KG
        LB
      }
      interface Good {
        id: ID!
        weight(unit: Unit): Int
      }
      type Product implements Good @key(fields: "id") {
        id: ID!
        weight(unit: Unit): Int
        name: String
        box: Box
      }
      type Box {
        height(unit: Unit): Int
        width: Int
      }
    `,
    b: /* GraphQL */ `
      enum Unit {
        KG
        LB
      }
      type Product @key(fields: "id") {
        id: ID!
        weight(unit: Unit): Int @external
        box: Box @external
        rating(by: Int): Int
        postage: Int @requires(fields: "weight(unit: KG)")
        exportPostage: Int @requires(fields: "weight(unit: LB)")
        volume: Int @requires(fields: "box { height(unit: KG) width }")
      }
      type Box @external {
        height(unit: Unit): Int
        width: Int
      }
    `,
  });

/** Fields that alternate between pairs of subgraphs: each step down doubles the ways to get there. */
export const aMaze = (): string => {
  const a = 'a: Room @shareable value: Int @shareable';
  const b = 'b: Room @shareable';
  const room = (fields: string) => `type Room @key(fields: "id") { id: ID! ${fields} }`;
  return aSupergraph({
    a1: `type Query { room: Room } ${room(a)}`,
    a2: room(a),
    b1: room(b),
    b2: room(b),
  });
};

/** Asks for a room so many steps down the maze. */
export const aWayDown = (steps: number): string => {
  let selection = 'value';
  for (let step = 0; step < steps; step += 1) selection = `${step % 2 === 0 ? 'b' : 'a'} { ${selection} }`;
  return `{ room { ${selection} } }`;
};
