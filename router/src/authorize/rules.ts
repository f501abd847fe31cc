import {
  isTypeDefinitionNode,
  isTypeExtensionNode,
  parse,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type DocumentNode,
} from 'graphql';
import { z } from 'zod';
import type { Identity } from '../engine/engine.ts';
import { authorizationDirectives, type AuthorizationDirective } from './authorization-directives.ts';
import { holds } from './held.ts';
import type { Requirement } from './requirement.ts';

/** What a supergraph demands, by `Type` and `Type.field`. What is not in it demands nothing. */
export type Rules = ReadonlyMap<string, readonly Requirement[]>;

/**
 * Reads the demands of every type and field. Composition has put what any subgraph demands there.
 * @throws when the arguments of a demand cannot be read: what is not understood must not be open.
 */
export const rulesOf = (supergraph: string | DocumentNode): Rules => {
  const document = typeof supergraph === 'string' ? parse(supergraph, { noLocation: true }) : supergraph;
  const directives = authorizationDirectives(document);
  const requirements = new Map<string, Requirement>();
  const rules = new Map<string, readonly Requirement[]>();

  const demand = (at: string, applied: readonly ConstDirectiveNode[] | undefined): void => {
    for (const node of applied ?? []) {
      const directive = directives.get(node.name.value);
      if (!directive) continue;
      const made = requirementOf(at, directive, node);
      const requirement = requirements.get(made.id) ?? made;
      requirements.set(made.id, requirement);
      rules.set(at, [...new Set([...(rules.get(at) ?? []), requirement])]);
    }
  };

  for (const definition of document.definitions) {
    if (!isTypeDefinitionNode(definition) && !isTypeExtensionNode(definition)) continue;
    const type = definition.name.value;
    demand(type, definition.directives);
    if ('fields' in definition)
      for (const field of definition.fields ?? []) demand(`${type}.${field.name.value}`, field.directives);
  }
  return rules;
};

function requirementOf(at: string, directive: AuthorizationDirective, node: ConstDirectiveNode): Requirement {
  if (directive === 'authenticated') return { id: '@authenticated', isMet: isAuthenticated };
  const groups = groupsOf(at, directive, node);
  const id = `@${directive}${JSON.stringify(groups)}`;
  return directive === 'requiresScopes'
    ? { id, isMet: ({ scopes }) => anyGroup(groups, scopes) }
    : { id, isMet: ({ policies }) => anyGroup(groups, policies) };
}

const isAuthenticated = (identity: Identity) => identity.isAuthenticated;

/** One of the groups in full. No groups at all are met by nobody. */
const anyGroup = (groups: readonly (readonly string[])[], held: readonly string[]): boolean =>
  groups.some((group) => group.every((name) => holds(held, name)));

const groupsSchema = z.array(z.array(z.string()));
const ARGUMENT = { requiresScopes: 'scopes', policy: 'policies' } as const;

/** In one order, so that equal demands have one id. */
function groupsOf(at: string, directive: keyof typeof ARGUMENT, node: ConstDirectiveNode): string[][] {
  const argument = node.arguments?.find(({ name }) => name.value === ARGUMENT[directive]);
  const groups = groupsSchema.safeParse(argument && valueFromASTUntyped(argument.value));
  if (!groups.success) throw new Error(`@${directive} at ${at} of the supergraph is not a list of lists of names`);
  return groups.data
    .map((group) => [...new Set(group)].sort())
    .sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}
