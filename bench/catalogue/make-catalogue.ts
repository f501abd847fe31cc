import { newId, type Id } from '@stoa/kernel';
import { ADJECTIVES, BRANDS, COLORS, MATERIALS, SIZES, TAGS, TREE } from './words.ts';

export interface MadeCategory {
  readonly id: Id<'cat'>;
  readonly name: string;
  readonly slug: string;
  /** From the top down to this one. */
  readonly path: readonly Id<'cat'>[];
  readonly pathNames: readonly string[];
  readonly nouns: readonly string[];
}

export interface MadeProduct {
  readonly id: Id<'prod'>;
  readonly shopId: Id<'shop'>;
  readonly category: MadeCategory;
  readonly handle: string;
  readonly title: string;
  readonly description: string;
  readonly brand: string;
  readonly tags: readonly string[];
  readonly publishedAt: Date;
  readonly variants: readonly MadeVariant[];
}

export interface MadeVariant {
  readonly id: Id<'var'>;
  readonly sku: string;
  readonly options: readonly { readonly name: string; readonly value: string }[];
  /** Euro cents. */
  readonly priceMinor: number;
}

/** The categories of the bench's catalogue, parents first. */
export const makeCategories = (): MadeCategory[] =>
  Object.entries(TREE).flatMap(([topName, below]) => {
    const top = { id: newId('cat'), name: topName, slug: slugOf(topName), nouns: [] };
    const root: MadeCategory = { ...top, path: [top.id], pathNames: [topName] };
    const leaves = Object.entries(below).map(([name, nouns]): MadeCategory => {
      const id = newId('cat');
      return { id, name, slug: slugOf(`${topName} ${name}`), path: [top.id, id], pathNames: [topName, name], nouns };
    });
    return [root, ...leaves];
  });

/** The n-th product: always the same words, prices and choices, whatever is made before. */
export const makeProduct = (
  n: number,
  {
    shopIds,
    categories,
    variantsPerProduct,
  }: { shopIds: readonly Id<'shop'>[]; categories: readonly MadeCategory[]; variantsPerProduct: number },
): MadeProduct => {
  const leaves = categories.filter(({ nouns }) => nouns.length > 0);
  const category = at(leaves, mix(n, 1));
  const [adjective, material, brand] = [at(ADJECTIVES, mix(n, 2)), at(MATERIALS, mix(n, 3)), at(BRANDS, mix(n, 4))];
  const noun = at(category.nouns, mix(n, 5));
  const title = `${adjective} ${material} ${noun}`;
  const color = mix(n, 6);
  const priceMinor = 500 + (mix(n, 7) % 19_500);
  return {
    id: newId('prod'),
    shopId: at(shopIds, mix(n, 8)),
    category,
    handle: `${slugOf(title)}-${n}`,
    title,
    description: `A ${adjective.toLowerCase()} ${noun} of ${material} by ${brand}. Made to last, easy to care for, and a pleasure every day. ${at(ADJECTIVES, mix(n, 9))} in every detail.`,
    brand,
    tags: [at(TAGS, mix(n, 10)), at(TAGS, mix(n, 11))],
    publishedAt: new Date(Date.UTC(2026, 0, 1) + n * 60_000),
    variants: Array.from({ length: variantsPerProduct }, (_, index) => ({
      id: newId('var'),
      sku: `BENCH-${n}-${index}`,
      options: [
        { name: 'Color', value: at(COLORS, color + (index % 3)) },
        { name: 'Size', value: at(SIZES, Math.floor(index / 3) + color) },
      ],
      priceMinor: priceMinor + index * 100,
    })),
  };
};

const slugOf = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

/** A number that looks random and is the same each time. Source: the finalizer of MurmurHash3. */
function mix(n: number, salt: number): number {
  let hash = Math.imul(n + 1, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError('Nothing to choose from');
  return item;
}
