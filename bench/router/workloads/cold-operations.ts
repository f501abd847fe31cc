import { bodyOf } from './workload.ts';

// Everything that may be left out of a product's page without making it another kind of operation.
const PARTS = [
  'title',
  'description',
  'images { url alt width height }',
  'options { name values }',
  'category { id slug name ancestors { id slug name } }',
  'shop { id slug name deliveryRates { name price { amount currencyCode } minDays maxDays } }',
  'variants { id sku title price { amount currencyCode } availability { isAvailable quantityAvailable } }',
  'variants { selectedOptions { name value } compareAtPrice { amount currencyCode } }',
];

/** Operations that no router has seen: the n-th selects other fields than its neighbors and is named otherwise than all. */
export const coldOperations = (
  { count, from = 0 }: { readonly count: number; readonly from?: number },
  handles: readonly string[],
): string[] =>
  Array.from({ length: count }, (_, index) => {
    const n = from + index;
    // At least two parts, and those with joins often.
    const chosen = PARTS.filter((_, part) => ((n * 37 + 96) >> part) % 2 === 1 || part === n % PARTS.length);
    const alias = `view${n}`;
    const query = `query Cold${n}($handle: String!) { ${alias}: productByHandle(handle: $handle) { id ${chosen.join(' ')} } }`;
    return bodyOf(query, { handle: handles[n % handles.length] });
  });
