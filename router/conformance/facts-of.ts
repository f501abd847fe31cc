import type { Field, Model } from './generate/model.ts';

/** The names of fields that require a list of lists, or a field that does. */
export const listOfListsNeeded = (model: Model): readonly string[] =>
  requirements(model)
    .filter(({ all }) => all.some(({ type }) => type.startsWith('[[')))
    .map(({ name }) => name);

/** The names of fields that require a field with requirements of its own. */
export const endsOfChains = (model: Model): readonly string[] =>
  requirements(model)
    .filter(({ all }) => all.some(({ requires }) => requires !== undefined))
    .map(({ name }) => name);

/** The names of fields that others require with arguments. */
export const requiredWithArguments = ({ objects }: Model): readonly string[] =>
  [...objects.values()].flatMap(({ fields }) =>
    [...fields.values()].flatMap(({ requires = '' }) =>
      [...requires.matchAll(/(\w+)\(/g)].map(([, name = '']) => name),
    ),
  );

/** The names of root fields that several subgraphs answer. */
export const sharedRoots = ({ query }: Model): readonly string[] =>
  [...query.values()].filter(({ places }) => places.size > 1).map(({ name }) => name);

/** What each field requires, and what that requires. */
const requirements = ({ objects }: Model) =>
  [...objects.values()].flatMap(({ fields }) => {
    const allOf = (field: Field): Field[] => {
      const required = requiredBy(fields, field);
      return [...required, ...required.flatMap(allOf)];
    };
    return [...fields.values()].map((field) => ({ name: field.name, all: allOf(field) }));
  });

const requiredBy = (fields: ReadonlyMap<string, Field>, { requires = '' }: Field): Field[] =>
  [...fields.values()].filter(({ name }) => new RegExp(`\\b${name}\\b`).test(requires));
