import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { idKind, newId } from '../src/id.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

const made = (count: number) => Array.from({ length: count }, () => newId('ord'));
const clockAt = (instant: number) => jest.spyOn(Date, 'now').mockReturnValue(instant);

describe('an id', () => {
  test('is its prefix and 26 characters that nobody misreads', () => {
    expect(newId('ord')).toMatch(/^ord_[0-9A-HJKMNP-TV-Z]{26}$/);
  });

  test('is never given twice, and ids sort in the order in which they were made', () => {
    const ids = made(100_000);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual(ids);
  });

  test('sorts behind the ones before it also while the clock stands still', () => {
    clockAt(Date.now() + 60_000);
    const ids = made(10_000);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual(ids);
  });

  test('sorts behind the ones before it also after the clock stepped back', () => {
    const clock = clockAt(Date.now() + 120_000);
    const before = made(10);
    clock.mockReturnValue(Date.now() - 3_600_000);
    const ids = [...before, ...made(10)];
    expect(ids.toSorted()).toEqual(ids);
  });

  test('sorts by its millisecond against ids of other processes', () => {
    const clock = clockAt(Date.now() + 180_000);
    const earlier = newId('ord');
    clock.mockReturnValue(Date.now() + 1);
    // Crockford base32 holds the 48 bits of the time in the first ten characters.
    expect(newId('ord').slice(4, 14) > earlier.slice(4, 14)).toBe(true);
  });
});

describe('the kind of an id', () => {
  test('is its prefix', () => {
    expect(idKind(newId('ord'))).toBe('ord');
    expect(idKind(newId('addr'))).toBe('addr');
  });

  test.each([
    '',
    'ord',
    'ord_',
    'ord_01J',
    'ORD_01ARZ3NDEKTSV4RRFFQ69G5FAV',
    'ord_01ARZ3NDEKTSV4RRFFQ69G5FAU',
    ' ord_01ARZ3NDEKTSV4RRFFQ69G5FAV',
    'ord_01arz3ndektsv4rrffq69g5fav',
  ])('is nothing for a text that is no id: %p', (text) => {
    expect(idKind(text)).toBeUndefined();
  });
});
