import { Kind, type DocumentNode, type FieldNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { fragmentsOf } from '../document/fragments-of.ts';

/** A root field of an operation, and how often it is selected with all fragments unfolded. */
export interface SelectedRootField {
  readonly node: FieldNode;
  readonly times: number;
}

/** The root fields of an operation whatever their aliases, those that variables may skip included; each fragment is read once. */
export const rootFieldsOf = (document: DocumentNode, operation: OperationDefinitionNode): SelectedRootField[] => {
  const fragments = fragmentsOf(document);
  const counted = new Map<string, ReadonlyMap<FieldNode, number>>();

  const ofFragment = (name: string): ReadonlyMap<FieldNode, number> => {
    let fields = counted.get(name);
    if (!fields) {
      counted.set(name, new Map());
      const fragment = fragments.get(name);
      counted.set(name, (fields = fragment ? ofSet(fragment.selectionSet) : new Map()));
    }
    return fields;
  };

  const ofSet = ({ selections }: SelectionSetNode): ReadonlyMap<FieldNode, number> => {
    const fields = new Map<FieldNode, number>();
    const add = (more: ReadonlyMap<FieldNode, number>) => {
      for (const [node, times] of more) fields.set(node, (fields.get(node) ?? 0) + times);
    };
    for (const selection of selections)
      if (selection.kind === Kind.FIELD) fields.set(selection, 1);
      else
        add(selection.kind === Kind.FRAGMENT_SPREAD ? ofFragment(selection.name.value) : ofSet(selection.selectionSet));
    return fields;
  };

  return [...ofSet(operation.selectionSet)].map(([node, times]) => ({ node, times }));
};
