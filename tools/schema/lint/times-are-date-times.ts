import { inputValues, namedType, outputFields, type SchemaRule } from './subject.ts';

/** What ends in `At` is an instant: `placedAt: DateTime`. */
export const timesAreDateTimes: SchemaRule = (subject) =>
  [...outputFields(subject).map(({ field }) => field), ...inputValues(subject)]
    .filter(({ name, type }) => /[a-z]At$/.test(name.value) && namedType(type) !== 'DateTime')
    .map((node) => ({ node, message: `${node.name.value}: what ends in At is a DateTime` }));
