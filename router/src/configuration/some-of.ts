import { z } from 'zod';

/** Any of some numbers that have defaults, each whole and above zero. */
export const someOf = <Name extends string>(defaults: Readonly<Record<Name, number>>) => {
  const names = Object.keys(defaults) as Name[];
  return z.strictObject(Object.fromEntries(names.map((name) => [name, aNumber])) as Record<Name, typeof aNumber>);
};

const aNumber = z.int('not a whole number').min(1, 'not above zero').optional();
