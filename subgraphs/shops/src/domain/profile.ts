import { changed, invalidInput, unchanged, type Announcement, type Decide, type InvalidInput } from '@stoa/kernel';
import { shopProfileChanged } from './shop-events.ts';
import type { Shop } from './shop.ts';

export interface Profile {
  readonly name?: string | undefined;
  readonly slug?: string | undefined;
  readonly description?: string | undefined;
}

const LONGEST_NAME = 80;
const LONGEST_DESCRIPTION = 5_000;
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Trims what is given and says what is wrong with it, if anything. */
export const readProfile = (input: {
  readonly name?: string | null | undefined;
  readonly slug?: string | null | undefined;
  readonly description?: string | null | undefined;
}): Profile | InvalidInput => {
  const profile = { name: input.name?.trim(), slug: input.slug?.trim(), description: input.description?.trim() };
  return faultOf(profile) ?? profile;
};

function faultOf({ name, slug, description }: Profile): InvalidInput | undefined {
  if (name !== undefined && !isBetween(name, 1, LONGEST_NAME))
    return invalidInput('name', `From 1 to ${LONGEST_NAME} characters.`);
  if (slug !== undefined && !(isBetween(slug, 3, 60) && SLUG.test(slug)))
    return invalidInput('slug', 'From 3 to 60 characters: a–z, 0–9 and single hyphens between them.');
  if (description !== undefined && !isBetween(description, 0, LONGEST_DESCRIPTION))
    return invalidInput('description', `${LONGEST_DESCRIPTION} characters at most.`);
  return undefined;
}

const isBetween = ({ length }: string, least: number, most: number) => length >= least && length <= most;

/** A name in web addresses made of a name for people; too short ones get the end of the id. */
export const slugOf = (name: string, id: string): string => {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replaceAll(/^-+|-+$/g, '');
  return slug.length < 3 ? `shop-${id.slice(-8).toLowerCase()}` : slug;
};

/** What is absent stays. */
export const updateProfile =
  ({ name, slug, description }: Profile): Decide<Shop, Announcement, never> =>
  (shop) => {
    const next = {
      ...shop,
      name: name ?? shop.name,
      slug: slug ?? shop.slug,
      description: description ?? shop.description,
    };
    const isSame = next.name === shop.name && next.slug === shop.slug && next.description === shop.description;
    return isSame ? unchanged(shop) : changed(next, [shopProfileChanged(next)]);
  };
