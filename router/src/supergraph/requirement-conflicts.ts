import { Kind, print, type DocumentNode, type SelectionSetNode } from 'graphql';
import { fieldRequirements } from './field-sets.ts';

/** By field name, the fields that cannot be planned beside it; both ways. */
export type RequirementConflicts = ReadonlyMap<string, ReadonlySet<string>>;

// By the path of a required field ("dims.height"), its arguments as text.
type Demand = Map<string, string>;

/**
 * Fields of one type whose `@requires` or `@fromContext` select the same field with different arguments. Known by name alone,
 * whatever the type: interfaces select for all their types, and a split too many costs a fetch, one too few an answer.
 */
export const requirementConflicts = (supergraph: DocumentNode): RequirementConflicts => {
  const conflicts = new Map<string, Set<string>>();
  for (const demands of demandsByType(supergraph).values()) {
    const complete = [...demands.keys()].map((name) => [name, withIndirect(name, demands)] as const);
    for (const [name, demand] of complete)
      for (const [other, otherDemand] of complete)
        if (name !== other && differ(demand, otherDemand)) add(conflicts, name, other);
  }
  return conflicts;
};

function demandsByType(supergraph: DocumentNode): ReadonlyMap<string, ReadonlyMap<string, Demand>> {
  const types = new Map<string, Map<string, Demand>>();
  for (const { typeName, fieldName, selectionSet } of fieldRequirements(supergraph)) {
    const fields = types.get(typeName) ?? new Map<string, Demand>();
    const demand = fields.get(fieldName) ?? new Map<string, string>();
    collect(selectionSet, '', demand);
    types.set(typeName, fields.set(fieldName, demand));
  }
  return types;
}

function collect({ selections }: SelectionSetNode, parentPath: string, demand: Demand): void {
  for (const selection of selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet, parentPath, demand);
    if (selection.kind !== Kind.FIELD) continue;
    const path = `${parentPath}${selection.name.value}`;
    demand.set(
      path,
      (selection.arguments ?? [])
        .map((each) => print(each))
        .toSorted()
        .join(),
    );
    if (selection.selectionSet) collect(selection.selectionSet, `${path}.`, demand);
  }
}

// A required field may require others of the same type.
function withIndirect(name: string, demands: ReadonlyMap<string, Demand>): Demand {
  const all: Demand = new Map();
  const seen = new Set<string>();
  const visit = (fieldName: string): void => {
    if (seen.has(fieldName)) return;
    seen.add(fieldName);
    for (const [path, text] of demands.get(fieldName) ?? []) {
      all.set(path, text);
      visit(path);
    }
  };
  visit(name);
  return all;
}

const differ = (one: Demand, other: Demand) =>
  [...one].some(([path, text]) => other.has(path) && other.get(path) !== text);

function add(conflicts: Map<string, Set<string>>, name: string, other: string): void {
  const others = conflicts.get(name) ?? new Set<string>();
  conflicts.set(name, others.add(other));
}
