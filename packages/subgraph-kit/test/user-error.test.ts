import { expect, test } from '@jest/globals';
import { notFoundError, withoutConflict, wrongStateError } from '../src/subgraph-kit.ts';

test('what is not found is named with the field that asked for it', () => {
  expect(notFoundError({ id: 'ord_1' }, ['orderId'])).toEqual({
    __typename: 'NotFound',
    code: 'NOT_FOUND',
    message: 'Nothing was found under ord_1.',
    path: ['orderId'],
  });
});

test('a wrong state is told with the state', () => {
  expect(wrongStateError('PACKED', { message: 'It is PACKED.', path: null })).toMatchObject({
    __typename: 'WrongState',
    state: 'PACKED',
  });
});

test('a version conflict where no version was expected is a bug, every other failure passes', () => {
  expect(withoutConflict({ kind: 'NOT_FOUND', id: 'ord_1' })).toEqual({ kind: 'NOT_FOUND', id: 'ord_1' });
  expect(() => withoutConflict({ kind: 'VERSION_CONFLICT', id: 'ord_1', currentVersion: 2 })).toThrow(TypeError);
});
