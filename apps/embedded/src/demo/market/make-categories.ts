import type { Caller } from '@stoa/kernel';
import { categorySlug, demoCategories, type DemoCategory } from '../catalogue/catalogue.ts';
import type { Seeding } from '../seeding.ts';
import type { People } from './market.ts';

/** Ids of categories by slug. */
export type Categories = Readonly<Record<string, string>>;

/** The tree of categories, from the top down. */
export const makeCategories = async (seeding: Seeding, people: People): Promise<Categories> => {
  seeding.say('categories');
  const made: Record<string, string> = {};
  const makeAll = async (categories: readonly DemoCategory[], parentId?: string): Promise<void> => {
    await Promise.all(
      categories.map(async ({ name, children = [] }) => {
        const slug = categorySlug(name);
        const id = await seeding.step(`category:${slug}`, () =>
          makeCategory(seeding, people.admin.caller, { slug, name, parentId }),
        );
        made[slug] = id;
        await makeAll(children, id);
      }),
    );
  };
  await makeAll(demoCategories());
  return made;
};

async function makeCategory(
  { ask, tell }: Seeding,
  as: Caller,
  input: { slug: string; name: string; parentId: string | undefined },
): Promise<string> {
  const { category } = await ask<{ category: { id: string } | null }>({
    of: 'products',
    as,
    query: 'query($slug: String!) { category(slug: $slug) { id } }',
    variables: { slug: input.slug },
  });
  if (category) return category.id;
  const made = await tell<{ category: { id: string } }>({
    of: 'products',
    as,
    mutation: 'categoryCreate',
    input,
    answer: 'category { id }',
  });
  return made.category.id;
}
