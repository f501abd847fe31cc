import { mutations, type SchemaRule } from './subject.ts';

// Whoever starts with one of these has put the verb first; nouns of the field (order, return, ship…) are not listed.
const VERBS =
  /^(add|approve|archive|assign|authorize|begin|cancel|capture|change|clear|close|complete|confirm|create|decline|delete|disable|edit|enable|end|expire|get|grant|invite|make|mark|merge|move|pack|pay|place|publish|register|reject|release|remove|rename|reserve|reset|restock|revoke|save|send|set|ship|sign|split|start|submit|suspend|unpublish|update|upload|upsert|verify)(?=[A-Z]|$)/;

/** Mutations are nounVerb, so that the explorer sorts them by domain: `orderCancel`, not `cancelOrder`. */
export const mutationsSayNounVerb: SchemaRule = (subject) =>
  mutations(subject)
    .filter(({ name }) => !/^[a-z][a-z0-9]*([A-Z][a-z0-9]*)+$/.test(name.value) || VERBS.test(name.value))
    .map((node) => ({ node, message: `${node.name.value}: a mutation is named nounVerb, in camelCase` }));
