import { Kind, parse, visit, type DocumentNode, type FieldNode, type SelectionSetNode } from 'graphql';
import type { DataKey } from '../project/projector.ts';
import { fieldRequirements, keyFieldSets, typesOf } from '../supergraph/field-sets.ts';

/** Keeps what clients ask apart from what plans fetch for themselves. */
export interface RequiredFields {
  /** Under which key of the data a client's field is found. */
  readonly dataKey: DataKey;
  /** The document to be planned: the same object when nothing in it has to be renamed. */
  readonly rename: (document: DocumentNode) => DocumentNode;
  /** The client's name of a response key or variable of the plan: for error paths and variables' values. */
  readonly clientName: (name: string) => string;
}

// The planner's own variables: a client's would be declared twice.
const PLAN_VARIABLE = /^(representations$|contextualArgument_)/;
// The planner's own aliases, for fields of different types that share a response name.
const PLAN_ALIAS = /__alias_\d+$/;

/**
 * The planner asks for fields of its own (keys, `@requires`, `@fromContext`, `__typename`) beside the client's and tells them
 * apart by response name alone. `{ product { id: name } }`, or a required `weight(unit: KG)` that the client asks in pounds,
 * become one field of the plan, and one of both gets the other's value. So client fields that could be taken for one of the
 * planner's are planned under another response name, which depends on nothing but the field's name and response name.
 */
export const requiredFields = (supergraph: DocumentNode | string): RequiredFields => {
  const definitions = typeof supergraph === 'string' ? parse(supergraph, { noLocation: true }) : supergraph;
  const fields = typesOf(definitions).flatMap((type) => type.fields ?? []);
  const planned = plannedNames(definitions);
  const withArguments = new Set(
    fields.filter((field) => field.arguments?.length && planned.has(field.name.value)).map(({ name }) => name.value),
  );
  const prefix = unusedPrefix(fields.map(({ name }) => name.value));
  const ownName = (name: string) => `${prefix}${name}_`;

  const isMistakable = (name: string, responseName: string) =>
    name === responseName
      ? withArguments.has(name) || responseName.startsWith(prefix)
      : planned.has(responseName) || responseName.startsWith(prefix) || PLAN_ALIAS.test(responseName);
  const keyOf = (name: string, responseName: string) =>
    !isIntrospection(name) && isMistakable(name, responseName) ? ownName(responseName) : responseName;

  const renameField = (field: FieldNode) => {
    if (isIntrospection(field.name.value)) return false;
    const responseName = (field.alias ?? field.name).value;
    const key = keyOf(field.name.value, responseName);
    return key === responseName ? undefined : { ...field, alias: nameNode(key) };
  };

  return {
    dataKey: ({ name, responseName }) => keyOf(name, responseName),
    rename: (document) =>
      visit(document, {
        Field: renameField,
        Variable: (variable) => {
          const { value } = variable.name;
          return PLAN_VARIABLE.test(value) || value.startsWith(prefix)
            ? { ...variable, name: nameNode(ownName(value)) }
            : undefined;
        },
      }),
    clientName: (name) => (name.startsWith(prefix) ? name.slice(prefix.length, -1) : name),
  };
};

function plannedNames(supergraph: DocumentNode): ReadonlySet<string> {
  const names = new Set(['__typename']);
  const add = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) names.add(selection.name.value);
      if (selection.kind !== Kind.FRAGMENT_SPREAD && selection.selectionSet) add(selection.selectionSet);
    }
  };
  keyFieldSets(supergraph).forEach(add);
  fieldRequirements(supergraph).forEach(({ selectionSet }) => add(selectionSet));
  return names;
}

// No field of the supergraph begins with it, so that a name of the plan that does is ours.
function unusedPrefix(fieldNames: readonly string[]): string {
  let prefix = '_s0_';
  for (let n = 1; fieldNames.some((name) => name.startsWith(prefix)); n += 1) prefix = `_s${n}_`;
  return prefix;
}

const isIntrospection = (fieldName: string) => fieldName === '__schema' || fieldName === '__type';
const nameNode = (value: string) => ({ kind: Kind.NAME, value }) as const;
