import { print, type FieldDefinitionNode } from 'graphql';
import { namedType, outputFields, outputTypes, type Finding, type SchemaRule, type Subject } from './subject.ts';

/** A connection has nodes, edges, pageInfo and a nullable totalCount, and is asked for with first/after and last/before. */
export const connectionsHaveOneShape: SchemaRule = (subject) => [...shapes(subject), ...askedFor(subject)];

const shapes = (subject: Subject): Finding[] =>
  outputTypes(subject)
    .filter(({ name }) => name.value.endsWith('Connection'))
    .flatMap((node) => {
      const edge = node.name.value.replace(/Connection$/, 'Edge');
      const demands = {
        nodes: /^\[\w+!\]!$/,
        edges: new RegExp(`^\\[${edge}!\\]!$`),
        pageInfo: /^PageInfo!$/,
        totalCount: /^Int$/,
      };
      return missing(node.fields ?? [], demands).map((message) => ({
        node,
        message: `${node.name.value} has ${message}`,
      }));
    });

const askedFor = (subject: Subject): Finding[] =>
  outputFields(subject)
    .filter(({ field }) => namedType(field.type).endsWith('Connection'))
    .flatMap(({ field }) =>
      missing(field.arguments ?? [], { first: /^Int$/, after: /^String$/, last: /^Int$/, before: /^String$/ }).map(
        (message) => ({ node: field, message: `${field.name.value} takes ${message}` }),
      ),
    );

const missing = (
  parts: readonly Pick<FieldDefinitionNode, 'name' | 'type'>[],
  demands: Readonly<Record<string, RegExp>>,
): string[] =>
  Object.entries(demands)
    .filter(([name, type]) => !parts.some((part) => part.name.value === name && type.test(print(part.type))))
    .map(([name, type]) => `${name}: ${type.source.replace(/[\^$\\]/g, '').replace('w+', 'T')}`);
