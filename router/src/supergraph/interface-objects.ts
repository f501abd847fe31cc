import { Kind, type ConstArgumentNode, type DocumentNode } from 'graphql';
import { typesOf } from './field-sets.ts';

/** Whether an interface is an object in any of a supergraph's subgraphs (`@interfaceObject`). */
export const hasInterfaceObjects = (supergraph: DocumentNode): boolean =>
  typesOf(supergraph).some(({ directives = [] }) =>
    directives.some(({ name, arguments: given = [] }) => name.value === 'join__type' && given.some(isYes)),
  );

const isYes = ({ name, value }: ConstArgumentNode) =>
  name.value === 'isInterfaceObject' && value.kind === Kind.BOOLEAN && value.value;
