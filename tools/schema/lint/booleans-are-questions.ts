import { inputValues, namedType, outputFields, type SchemaRule } from './subject.ts';

/** A Boolean is a question with a yes or no: `isActive`, `hasNextPage`. */
export const booleansAreQuestions: SchemaRule = (subject) =>
  [...outputFields(subject).map(({ field }) => field), ...inputValues(subject)]
    .filter(({ name, type }) => namedType(type) === 'Boolean' && !/^(is|has)[A-Z]/.test(name.value))
    .map((node) => ({ node, message: `${node.name.value}: a Boolean is named isX or hasX` }));
