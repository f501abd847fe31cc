import type { Caller } from '@stoa/kernel';
import {
  defaultFieldResolver,
  isObjectType,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type GraphQLSchema,
} from 'graphql';
import { codedError } from './errors.ts';

type Requirement = (caller: Caller) => boolean;

/**
 * The second line behind the router: fields with @authenticated, @requiresScopes and @policy refuse whoever does not meet
 * them, whatever came before. A policy names a role; scopes are the user's or those of a subgraph that asks.
 */
export const enforceAuthorization = (schema: GraphQLSchema): void => {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const typeRequirements = requirementsOf(type.astNode?.directives, type.extensionASTNodes);
    for (const field of Object.values(type.getFields())) {
      const requirements = [...typeRequirements, ...requirementsOf(field.astNode?.directives)];
      if (requirements.length === 0) continue;
      const resolve = field.resolve ?? defaultFieldResolver;
      // eslint-disable-next-line max-params -- a resolver has graphql-js's four
      field.resolve = (source, args, context: { caller: Caller }, info) => {
        if (!requirements.every((isMet) => isMet(context.caller))) throw refusal(context.caller);
        return resolve(source, args, context, info);
      };
    }
  }
};

const refusal = (caller: Caller) =>
  (caller.user ?? caller.service)
    ? codedError('FORBIDDEN', 'You may not do or see this.')
    : codedError('UNAUTHENTICATED', 'Sign in first.');

function requirementsOf(
  own: readonly ConstDirectiveNode[] = [],
  extensions: readonly { readonly directives?: readonly ConstDirectiveNode[] | undefined }[] = [],
): Requirement[] {
  const directives = [...own, ...extensions.flatMap((extension) => extension.directives ?? [])];
  return directives.flatMap((directive): Requirement[] => {
    const [argument] = directive.arguments ?? [];
    switch (directive.name.value) {
      case 'authenticated':
        return [(caller) => caller.user !== undefined || caller.service !== undefined];
      case 'requiresScopes':
        return [anyGroup(argument && valueFromASTUntyped(argument.value), scopesOf)];
      case 'policy':
        return [anyGroup(argument && valueFromASTUntyped(argument.value), policiesOf)];
      default:
        return [];
    }
  });
}

const anyGroup =
  (groups: unknown, held: (caller: Caller) => readonly string[]): Requirement =>
  (caller) =>
    (groups as string[][]).some((group) => group.every((one) => held(caller).includes(one)));

const scopesOf = (caller: Caller) => [...(caller.user?.scopes ?? []), ...(caller.service?.scopes ?? [])];
// A subgraph that asks with the internal scope may read what its operation names, whatever the viewer's role.
const policiesOf = (caller: Caller): readonly string[] =>
  caller.service?.scopes.includes('internal') ? ALL_POLICIES : (caller.user?.roles ?? []);
const ALL_POLICIES = ['CUSTOMER', 'SUPPORT', 'ADMIN'];
