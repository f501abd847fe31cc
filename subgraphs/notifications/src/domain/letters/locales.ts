import * as accounts from './en/account-letters.ts';
import * as orders from './en/order-letters.ts';

const en = { ...accounts, ...orders };

/** The letters in one language. Another language is another entry here with the same letters. */
export type Letters = typeof en;

export const LOCALES = { en } satisfies Readonly<Record<string, Letters>>;
export type Locale = keyof typeof LOCALES;
