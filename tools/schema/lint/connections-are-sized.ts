import { print } from 'graphql';
import { namedType, outputFields, type SchemaRule } from './subject.ts';

/** Demand control cannot count what has no size: every field that answers with a connection says how long its page is. */
export const connectionsAreSized: SchemaRule = (subject) =>
  outputFields(subject)
    .filter(({ field }) => namedType(field.type).endsWith('Connection'))
    .flatMap(({ field }) => {
      const size = field.directives?.find(({ name }) => name.value === 'listSize');
      const given = new Map(size?.arguments?.map(({ name, value }) => [name.value, print(value)]));
      const lacking = DEMANDS.filter(({ name, value }) => !value.test(given.get(name) ?? ''));
      if (lacking.length === 0) return [];
      const words = lacking.map(({ name, said }) => `${name}: ${said}`).join(', ');
      return [{ node: field, message: `${field.name.value}: a connection's @listSize has ${words}` }];
    });

const DEMANDS = [
  { name: 'assumedSize', value: /^\d+$/, said: 'the usual page' },
  { name: 'slicingArguments', value: /^\["first", "last"\]$/, said: '["first", "last"]' },
  { name: 'sizedFields', value: /^\["nodes", "edges"\]$/, said: '["nodes", "edges"]' },
  { name: 'requireOneSlicingArgument', value: /^false$/, said: 'false' },
];
