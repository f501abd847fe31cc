import { describe, expect, test } from '@jest/globals';
import { aProduct } from '../../test/a-product.ts';
import type { Product } from './product.ts';
import { archive, publish } from './publish.ts';

const before = new Date('2026-01-02');
const at = new Date('2026-02-01');
const draft = aProduct();
const published: Product = { ...draft, status: 'PUBLISHED', publishedAt: before };
const archived: Product = { ...draft, status: 'ARCHIVED', publishedAt: before };
const unseen: Product = { ...draft, status: 'ARCHIVED', publishedAt: null };

const outcome = (decision: { kind: string; state: Product; events?: readonly { type: string }[] }) =>
  decision.kind === 'changed'
    ? [decision.state.status, decision.state.publishedAt, decision.events?.[0]?.type]
    : decision.kind;

describe('a product', () => {
  test.each<[string, Product, unknown]>([
    ['DRAFT', draft, ['PUBLISHED', at, 'ProductPublished']],
    ['ARCHIVED after it was seen', archived, ['PUBLISHED', before, 'ProductPublished']],
    ['ARCHIVED before it was seen', unseen, ['PUBLISHED', at, 'ProductPublished']],
    ['PUBLISHED', published, 'unchanged'],
  ])('that is %s, when published', (_, product, expected) => {
    expect(outcome(publish(at)(product) as never)).toEqual(expected);
  });

  test.each<[string, Product, unknown]>([
    ['DRAFT', draft, ['ARCHIVED', null, 'ProductArchived']],
    ['PUBLISHED', published, ['ARCHIVED', before, 'ProductArchived']],
    ['ARCHIVED', archived, 'unchanged'],
  ])('that is %s, when archived', (_, product, expected) => {
    expect(outcome(archive(product) as never)).toEqual(expected);
  });
});
