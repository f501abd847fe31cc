import { describe, expect, test } from '@jest/globals';
import { buildSchema, parse, print, stripIgnoredCharacters, validate } from 'graphql';
import { inlinePlanner } from '../../src/plan/inline-planner.ts';
import { requiredFields } from '../../src/plan/required-fields.ts';
import { aShop, aSupergraph } from './a-supergraph.ts';
import { fetchesOf } from './the-fetches-of.ts';

const supergraphSdl = aShop();
const planner = inlinePlanner({ supergraphSdl });
const { rename, dataKey, clientName } = requiredFields(supergraphSdl);
const renamed = (text: string) => stripIgnoredCharacters(print(rename(parse(text))));
const planned = async (text: string) => fetchesOf(await planner.plan(print(rename(parse(text))), undefined));
const stock = async (text: string) => fetchesOf(await planner.plan(text, undefined));

describe('a client’s field that a plan’s own could be taken for', () => {
  test('keeps its arguments, and so does the required one', async () => {
    const query = '{ product { weight(unit: LB) postage } }';
    expect((await stock(query))[0]).toBe('a: {product{__typename id weight(unit:LB)}}');
    expect(await planned(query)).toEqual([
      'a: {product{__typename id _s0_weight_:weight(unit:LB)weight(unit:KG)}}',
      'b: __typename id weight => {...on Product{postage}}',
    ]);
  });

  test('is kept apart without arguments as well', async () => {
    const query = '{ product { weight postage } }';
    expect((await stock(query))[0]).toBe('a: {product{__typename id weight}}');
    expect((await planned(query))[0]).toBe('a: {product{__typename id _s0_weight_:weight weight(unit:KG)}}');
  });

  test('is not lost when its alias is the name of a key', async () => {
    const query = '{ product { id: name rating } }';
    expect((await stock(query))[0]).toBe('a: {product{__typename id}}');
    expect((await planned(query))[0]).toBe('a: {product{__typename id _s0_id_:name}}');
  });

  test('is not lost when its alias is __typename', async () => {
    const query = '{ product { __typename: name rating } }';
    expect((await stock(query))[0]).toBe('a: {product{__typename id}}');
    expect((await planned(query))[0]).toBe('a: {product{__typename id _s0___typename_:name}}');
  });

  test('is kept apart below another one and in fragments', async () => {
    const query = '{ product { box { ...B } volume } } fragment B on Box { height: width }';
    expect((await stock(query))[0]).toBe('a: {product{__typename id box{height:width width}}}');
    expect((await planned(query))[0]).toBe('a: {product{__typename id box{_s0_height_:width height(unit:KG)width}}}');
  });

  test('of an interface gets the name that its types’ get', async () => {
    const query = '{ goods { weight(unit: LB) ... on Product { postage } } }';
    expect(await planned(query)).toContain(
      'a: {goods{__typename _s0_weight_:weight(unit:LB)...on Product{__typename id weight(unit:KG)}}}',
    );
  });

  test('of a context is not lost', async () => {
    const sdl = aSupergraph({
      a: /* GraphQL */ `
        type Query {
          shop: Shop
        }
        type Shop @key(fields: "id") @context(name: "shop") {
          id: ID!
          currency: String
          name: String
          offer: Offer
        }
        type Offer @key(fields: "id") {
          id: ID!
          price(in: String @fromContext(field: "$shop { currency }")): Int
        }
      `,
      b: 'type Offer @key(fields: "id") { id: ID! stock: Int }',
    });
    const query = '{ shop { currency: name offer { price stock } } }';
    const inline = inlinePlanner({ supergraphSdl: sdl });
    expect(fetchesOf(await inline.plan(query, undefined))[0]).toBe(
      'a: {shop{__typename currency offer{__typename id}}}',
    );
    const document = print(requiredFields(sdl).rename(parse(query)));
    expect(fetchesOf(await inline.plan(document, undefined))[0]).toContain('_s0_currency_:name');
  });

  test('a variable named as one of the plan’s gets another name', async () => {
    const query = 'query($representations: Int) { product { rating(by: $representations) } }';
    expect(renamed(query)).toBe('query($_s0_representations_:Int){product{rating(by:$_s0_representations_)}}');
    expect(clientName('_s0_representations_')).toBe('representations');
    expect(clientName('contextualArgument_1_0')).toBe('contextualArgument_1_0');
  });
});

describe('names', () => {
  test.each([
    '{ product { id weightless: name title: weight box { width } } }',
    'query($id: ID) { product(id: $id) { id rating postage } __typename }',
    '{ __schema { id: queryType { name } } id: __type(name: "Product") { id: name } }',
  ])('%s is planned as it is', (text) => {
    const document = parse(text);
    expect(rename(document)).toBe(document);
  });

  test('of ours that a client uses are moved out of the way', () => {
    expect(renamed('query($_s0_a: ID){product(id:$_s0_a){_s0_id_:name id:name}}')).toBe(
      'query($_s0__s0_a_:ID){product(id:$_s0__s0_a_){_s0__s0_id__:name _s0_id_:name}}',
    );
    expect(renamed('{product{name__alias_0:name}}')).toBe('{product{_s0_name__alias_0_:name}}');
    expect(clientName('_s0__s0_id__')).toBe('_s0_id_');
  });

  test('of ours begin as no field of the supergraph does', () => {
    const sdl = aSupergraph({ a: 'type Query { t: T } type T @key(fields: "id") { id: ID! _s0_id_: Int }' });
    const fields = requiredFields(sdl);
    expect(stripIgnoredCharacters(print(fields.rename(parse('{t{id:_s0_id_ _s0_id_}}'))))).toBe(
      '{t{_s1_id_:_s0_id_ _s0_id_}}',
    );
  });

  test('of the data are those of the renamed document', () => {
    const key = (name: string, responseName: string) => dataKey({ parentType: 'Product', name, responseName });
    expect(key('weight', 'weight')).toBe('_s0_weight_');
    expect(key('name', 'id')).toBe('_s0_id_');
    expect(key('id', 'id')).toBe('id');
    expect(key('name', '__proto__')).toBe('__proto__');
    expect(key('__schema', 'id')).toBe('id');
    for (const [name, responseName] of [
      ['weight', 'weight'],
      ['name', 'id'],
      ['id', 'x'],
    ] as const)
      expect(clientName(key(name, responseName))).toBe(responseName);
  });

  test('leave a valid document valid', () => {
    const schema = buildSchema(planner.supergraph.apiSdl);
    const query =
      '{ goods { weight ... on Product { weight id: id } } product { ...P } } fragment P on Product { id: name __typename: id }';
    expect(validate(schema, parse(query))).toEqual([]);
    expect(validate(schema, rename(parse(query)))).toEqual([]);
  });
});
