import { inputValues, namedType, outputFields, type SchemaRule } from './subject.ts';

/** A state is an enum, so that a client can list what it must handle. */
export const statesAreEnums: SchemaRule = (subject) =>
  [...outputFields(subject).map(({ field }) => field), ...inputValues(subject)]
    .filter(({ name, type }) => /^status$|Status$/.test(name.value) && namedType(type) === 'String')
    .map((node) => ({ node, message: `${node.name.value}: a state is an enum, never a String` }));
