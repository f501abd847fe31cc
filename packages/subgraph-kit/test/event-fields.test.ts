import { describe, expect, test } from '@jest/globals';
import { codes, openShelf } from './shelf/shelf.ts';

const { ask } = openShelf();
const followed = 'subscription Follow($id: ID!) { bookUpdated(id: $id) { title } }';

describe('an event field', () => {
  test('is in the SDL that the subgraph gives the composition, with its directive', async () => {
    const { data } = await ask('{ _service { sdl } }');
    expect(data._service.sdl).toContain('@composeDirective(name: "@kafkaSubscribe")');
    expect(data._service.sdl).toMatch(/bookUpdated\(id: ID!\): Book\s+@kafkaSubscribe\(topic: "products"/);
  });

  test('is not served: a subscription is answered with a code and without data, however often it comes', async () => {
    for (let time = 0; time < 4; time += 1) {
      const answer = await ask(followed, { variables: { id: '1' } });
      expect(answer).not.toHaveProperty('data');
      expect(codes(answer)).toEqual(['OPERATION_NOT_SERVED']);
    }
  });

  test.each([
    ['with variables that do not fit', followed, {}],
    ['of a field with a rule of its own', 'subscription { bookSecret }', {}],
    ['named among others', 'query A { open } subscription B { bookSecret }', { operationName: 'B' }],
  ])('is not served %s either', async (_what, query, options) => {
    expect(codes(await ask(query, options))).toEqual(['OPERATION_NOT_SERVED']);
  });

  test('stands beside queries in one document, which are answered', async () => {
    const { data, errors } = await ask('query A { open } subscription B { bookSecret }', { operationName: 'A' });
    expect({ data, errors }).toEqual({ data: { open: 'open' }, errors: undefined });
  });

  test.each([
    ['more than one root field', 'subscription { bookSecret bookUpdated(id: 1) { id } }'],
    ['a field that is not there', 'subscription { nothing }'],
    ['introspection', 'subscription { __typename }'],
    ['its root under a condition', 'subscription ($no: Boolean = true) { bookSecret @skip(if: $no) }'],
  ])('with %s is an invalid document', async (_what, query) => {
    const answer = await ask(query);
    expect(new Set(codes(answer))).toEqual(new Set(['GRAPHQL_VALIDATION_FAILED']));
  });
});
