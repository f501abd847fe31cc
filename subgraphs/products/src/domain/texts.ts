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
  const brand = input.brand?.trim();
  const texts: Texts = {
    title: input.title?.trim(),
    handle: input.handle?.trim(),
    description: input.description?.trim(),
    brand: brand === '' ? null : brand,
    tags: input.tags ? [...new Set(input.tags.map((tag) => tag.trim()))] : undefined,
  };
  return textFault(texts) ?? tagFault(texts.tags ?? []) ?? texts;
};

function textFault({ title, handle, description, brand }: Texts): InvalidInput | undefined {
  if (title === '' || isLonger(title, LONGEST.title))
    return invalidInput('title', `From 1 to ${LONGEST.title} characters.`);
  const wrong = handle === undefined ? undefined : slugFault(handle, 3, 120);
  if (wrong) return invalidInput('handle', wrong);
  if (isLonger(description, LONGEST.description))
    return invalidInput('description', `${LONGEST.description} characters at most.`);
  return isLonger(brand, LONGEST.brand) ? invalidInput('brand', `${LONGEST.brand} characters at most.`) : undefined;
}

function tagFault(tags: readonly string[]): InvalidInput | undefined {
  if (tags.length > MOST_TAGS) return invalidInput('tags', `${MOST_TAGS} at most.`);
  const wrong = tags.findIndex((tag) => tag === '' || isLonger(tag, LONGEST.tag));
  return wrong < 0 ? undefined : invalidInput(['tags', String(wrong)], `From 1 to ${LONGEST.tag} characters.`);
}

const isLonger = (text: string | null | undefined, most: number) => (text?.length ?? 0) > most;

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
