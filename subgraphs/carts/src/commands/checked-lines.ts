import { err, invalidInput, ok, type InvalidInput, type Result } from '@stoa/kernel';
import { MOST_LINES, MOST_OF_A_LINE } from '../domain/cart.ts';

/** Lines of an input as they were sent, when there are 1 to 100 of them with quantities that can be. */
export const checkedLines = <Line extends { readonly quantity: number }>(
  lines: readonly Line[],
  { least }: { readonly least: 0 | 1 },
): Result<readonly Line[], InvalidInput> => {
  if (lines.length < 1 || lines.length > MOST_LINES)
    return err(invalidInput('lines', `Give 1 to ${MOST_LINES} lines.`));
  const wrong = lines.findIndex(({ quantity }) => quantity < least || quantity > MOST_OF_A_LINE);
  return wrong === -1
    ? ok(lines)
    : err(invalidInput(['lines', String(wrong), 'quantity'], `It is from ${least} to ${MOST_OF_A_LINE}.`));
};
