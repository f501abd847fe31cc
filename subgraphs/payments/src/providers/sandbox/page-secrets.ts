import { createHmac, timingSafeEqual } from 'node:crypto';

/** What opens a payment's page, and what its forms carry so that only the page itself can send them. Both are recomputed, never stored. */
export interface PageSecrets {
  secretOf(reference: string): string;
  formTokenOf(reference: string): string;
  isSecretOf(reference: string, given: string | null): boolean;
  isFormTokenOf(reference: string, given: string | null): boolean;
}

export const pageSecrets = (key: string): PageSecrets => {
  const secretOf = (reference: string) => mac(key, `page:${reference}`);
  const formTokenOf = (reference: string) => mac(secretOf(reference), 'form');
  return {
    secretOf,
    formTokenOf,
    isSecretOf: (reference, given) => sameText(given ?? '', secretOf(reference)),
    isFormTokenOf: (reference, given) => sameText(given ?? '', formTokenOf(reference)),
  };
};

const mac = (key: string, text: string) => createHmac('sha256', key).update(text).digest('base64url');
const sameText = (left: string, right: string) => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};
