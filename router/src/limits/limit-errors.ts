import { GraphQLError, Kind, OperationTypeNode, visit, type ASTNode, type DocumentNode } from 'graphql';
import { labelOf } from '../document/defer.ts';
import { subscribedField } from '../document/subscribed-field.ts';
import type { Limits } from './limits.ts';
import { operationSizes, type OperationSize } from './operation-size.ts';
import { repetitionOf } from './repeated-fields.ts';

/** What a document has more of than it may, each with its own code. Needs no schema and reads each selection a few times only. */
export const limitErrors = (document: DocumentNode, limits: Limits): GraphQLError[] => [
  ...sizeErrors(document, limits),
  ...repeatErrors(document, limits),
  ...directiveErrors(document, limits),
  ...nameErrors(document),
  ...conditionalRootErrors(document),
];

interface Limited {
  readonly of: keyof OperationSize & keyof Limits;
  readonly code: string;
  readonly what: string;
}

const LIMITED: readonly Limited[] = [
  { of: 'depth', code: 'QUERY_TOO_DEEP', what: 'levels of fields' },
  { of: 'height', code: 'TOO_MANY_FIELDS', what: 'fields' },
  { of: 'rootFields', code: 'TOO_MANY_ROOT_FIELDS', what: 'root fields' },
  { of: 'aliases', code: 'TOO_MANY_ALIASES', what: 'aliases' },
  { of: 'deferred', code: 'TOO_MANY_DEFERRED_FRAGMENTS', what: 'deferred fragments' },
];

function sizeErrors(document: DocumentNode, limits: Limits): GraphQLError[] {
  const sizeOf = operationSizes(document);
  return document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    const size = sizeOf(definition);
    return LIMITED.filter(({ of }) => size[of] > limits[of]).map(({ of, code, what }) =>
      limitError(code, definition, `At most ${limits[of]} ${what} are allowed; this has ${size[of]}.`),
    );
  });
}

function repeatErrors(document: DocumentNode, { repeats, selections }: Limits): GraphQLError[] {
  const { most, steps } = repetitionOf(document, selections);
  if (steps > selections)
    return [limitError('TOO_MANY_FIELDS', document, `At most ${selections} selections are allowed; this has more.`)];
  if (most <= repeats) return [];
  const message = `A field may be repeated ${repeats} times at one place; this has one ${most} times.`;
  return [limitError('TOO_MANY_REPEATED_FIELDS', document, message)];
}

function directiveErrors(document: DocumentNode, { directives }: Limits): GraphQLError[] {
  const errors: GraphQLError[] = [];
  visit(document, {
    enter: (node) => {
      const count = 'directives' in node ? (node.directives ?? []).length : 0;
      const message = `At most ${directives} directives are allowed at one place; this has ${count}.`;
      if (count > directives) errors.push(limitError('TOO_MANY_DIRECTIVES', node, message));
    },
  });
  return errors;
}

/** Characters of a name that the client gives to something of the answer. */
const LONGEST_NAME = 200;

// Aliases and labels are repeated for each object of a list: a long one would make of a small answer one that fills the memory.
function nameErrors(document: DocumentNode): GraphQLError[] {
  const errors: GraphQLError[] = [];
  const check = (node: ASTNode, name = ''): void => {
    const message = `A name may have ${LONGEST_NAME} characters; this has ${name.length}.`;
    if (name.length > LONGEST_NAME) errors.push(limitError('GRAPHQL_VALIDATION_FAILED', node, message));
  };
  visit(document, {
    Field: (field) => check(field, field.alias?.value),
    FragmentSpread: (fragment) => check(fragment, labelOf(fragment)),
    InlineFragment: (fragment) => check(fragment, labelOf(fragment)),
  });
  return errors;
}

// https://spec.graphql.org/draft/#sec-Single-Root-Field. The library's own rule throws where a variable decides.
function conditionalRootErrors(document: DocumentNode): GraphQLError[] {
  return document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION || definition.operation !== OperationTypeNode.SUBSCRIPTION)
      return [];
    if (subscribedField(document, definition)?.isConditional !== true) return [];
    const message = "A subscription's root field stands under no @skip or @include.";
    return [limitError('GRAPHQL_VALIDATION_FAILED', definition, message)];
  });
}

const limitError = (code: string, node: ASTNode, message: string) =>
  new GraphQLError(message, { nodes: node, extensions: { code } });
