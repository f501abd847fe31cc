import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A storefront operation as it is registered: `document('category-page')`. */
export const document = (name: string): string =>
  readFileSync(path.join(import.meta.dirname, '../../../schema/operations/storefront', `${name}.graphql`), 'utf8');
