import type { Amount } from '../facts.ts';

/** `€12.34`. The decimal text is formatted as it is, without a detour through binary fractions. */
export const amountText = ({ amount, currencyCode }: Amount): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency: currencyCode }).format(amount as `${number}`);
