import { formatDecimal, type Money } from '@stoa/kernel';

/** An amount as people read it: `€12.34`. Exact, because the formatter is given the decimal text. */
export const amountText = (amount: Money): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency: amount.currencyCode }).format(
    formatDecimal(amount) as Intl.StringNumericLiteral,
  );
