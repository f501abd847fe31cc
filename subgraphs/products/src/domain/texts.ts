import { invalidInput, type InvalidInput } from '@stoa/kernel';

/** What people write about a product; undefined is not given. */
export interface Texts {
  readonly title?: string | undefined;
  readonly handle?: string | undefined;
  readonly description?: string | undefined;
  /** Null takes it away. */
  readonly brand?: string | null | undefined;
  readonly tags?: readonly string[] | undefined;
}

export interface WrittenTexts {
  readonly title?: string | null | undefined;
  readonly handle?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly brand?: string | null | undefined;
  readonly tags?: readonly string[] | null | undefined;
}

const LONGEST = { title: 200, description: 20_000, brand: 80, tag: 40 };
const MOST_TAGS = 20;
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Trims what is given and says what is wrong with it, if anything. */
export const readTexts = (input: WrittenTexts): Texts | InvalidInput => {
  const title = input.title?.trim();
  const handle = input.handle?.trim();
  const description = input.description?.trim();
  const brand = input.brand?.trim();
  const tags = input.tags && [...new Set(input.tags.map((tag) => tag.trim()))];
  if (title !== undefined && (title === '' || title.length > LONGEST.title))
    return invalidInput('title', `From 1 to ${LONGEST.title} characters.`);
  if (handle !== undefined && slugFault(handle, 3, 120)) return invalidInput('handle', slugFault(handle, 3, 120) ?? '');
  if (description !== undefined && description.length > LONGEST.description)
    return invalidInput('description', `${LONGEST.description} characters at most.`);
  if (brand !== undefined && brand.length > LONGEST.brand)
    return invalidInput('brand', `${LONGEST.brand} characters at most.`);
  if (tags && tags.length > MOST_TAGS) return invalidInput('tags', `${MOST_TAGS} at most.`);
  const wrongTag = tags?.findIndex((tag) => tag === '' || tag.length > LONGEST.tag) ?? -1;
  if (wrongTag >= 0) return invalidInput(['tags', String(wrongTag)], `From 1 to ${LONGEST.tag} characters.`);
  return { title, handle, description, brand: brand === '' ? null : brand, tags: tags ?? undefined };
};

/** What is wrong with a name in web addresses, if anything. */
export const slugFault = (slug: string, shortest: number, longest: number): string | undefined =>
  slug.length < shortest || slug.length > longest || !SLUG.test(slug)
    ? `From ${shortest} to ${longest} characters: a–z, 0–9 and single hyphens between them.`
    : undefined;

/** A name in web addresses made of a name for people; empty when nothing of it can be used. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replaceAll(/^-+|-+$/g, '');

/** A handle of its own for every product: its title and the end of its id. */
export const handleOf = (title: string, id: string): string =>
  [slugOf(title), id.slice(-6).toLowerCase()].filter(Boolean).join('-');
