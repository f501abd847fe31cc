import { mentioned } from './stubs.ts';
import { namedType, type Argument, type Field, type InterfaceType, type Model, type ObjectType } from './model.ts';

const DIRECTIVES = [
  'key',
  'shareable',
  'external',
  'requires',
  'provides',
  'override',
  'inaccessible',
  'interfaceObject',
];
const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${DIRECTIVES.map((name) => `"@${name}"`).join(', ')}])`;

/** What one subgraph declares. */
export const printSubgraph = (model: Model, subgraph: string): string => {
  const used = mentioned(model, subgraph);
  const objects = [...model.objects.values()].filter(({ name, keys }) => keys.has(subgraph) || used.has(name));
  const interfaces = [...model.interfaces.values()];
  const definitions = [
    ...objects.map((object) => printObject(model, object, subgraph)),
    ...interfaces.filter(({ homes }) => homes.has(subgraph)).map((type) => printInterface(type, subgraph)),
    ...interfaces.map((type) => printInterfaceObject(type, subgraph)),
    ...[...model.unions.values()]
      .filter(({ name }) => used.has(name))
      .map(({ name, members }) => `union ${name} = ${(members.get(subgraph) ?? []).join(' | ')}`),
    printRoot('Query', model.query, subgraph),
    printRoot('Mutation', model.mutation, subgraph),
  ].filter((text) => text !== '');
  return [LINK, ...definitions, ...printLeaves(model, definitions.join('\n'))].join('\n');
};

function printObject(model: Model, { name, fields, keys, isEntity }: ObjectType, subgraph: string): string {
  const here = [...fields.values()].filter(({ places }) => !isEntity || places.has(subgraph));
  const interfaces = [...model.interfaces.values()]
    .filter(({ homes, implementers }) => homes.has(subgraph) && implementers.includes(name))
    .map((type) => type.name);
  const directives = (keys.get(subgraph) ?? []).map(
    (key) => ` @key(fields: "${key.fields}"${key.isResolvable ? '' : ', resolvable: false'})`,
  );
  const head = `type ${name}${interfaces.length > 0 ? ` implements ${interfaces.join(' & ')}` : ''}`;
  return `${head}${directives.join('')}${isEntity ? '' : ' @shareable'} { ${here.map((field) => printField(field, subgraph)).join(' ')} }`;
}

const printInterface = ({ name, fields, hasKey }: InterfaceType, subgraph: string): string =>
  `interface ${name}${hasKey ? ' @key(fields: "id")' : ''} { ${[...fields.values()]
    .filter(({ places }) => places.has(subgraph))
    .map((field) => `${field.name}${printArguments(field.args)}: ${field.type}`)
    .join(' ')} }`;

function printInterfaceObject({ name, objects }: InterfaceType, subgraph: string): string {
  const fields = objects.get(subgraph);
  if (!fields) return '';
  return `type ${name} @key(fields: "id") @interfaceObject { id: ID! ${[...fields.values()].map((field) => printField(field, subgraph)).join(' ')} }`;
}

function printRoot(name: string, fields: ReadonlyMap<string, Field>, subgraph: string): string {
  const here = [...fields.values()].filter(({ places }) => places.has(subgraph));
  return here.length > 0 ? `type ${name} { ${here.map((field) => printField(field, subgraph)).join(' ')} }` : '';
}

function printField({ name, type, args, places, requires, isInaccessible }: Field, subgraph: string): string {
  const place = places.get(subgraph) ?? {};
  const directives = [
    place.isShareable && '@shareable',
    place.isExternal && '@external',
    place.provides !== undefined && `@provides(fields: "${place.provides}")`,
    place.overrides !== undefined && `@override(from: "${place.overrides}")`,
    requires !== undefined && !place.isExternal && `@requires(fields: "${requires.replaceAll('"', '\\"')}")`,
    isInaccessible && !place.isExternal && '@inaccessible',
  ].filter((directive) => typeof directive === 'string');
  return [`${name}${printArguments(args)}: ${type}`, ...directives].join(' ');
}

const printArguments = (args: readonly Argument[]) =>
  args.length > 0
    ? `(${args.map(({ name, type, default: value }) => `${name}: ${type}${value === undefined ? '' : ` = ${value}`}`).join(', ')})`
    : '';

// Leaf and input types are whole in every subgraph that mentions them.
function printLeaves({ enums, inputs, scalars }: Model, text: string): string[] {
  const uses = (name: string, inside = text) => new RegExp(`: [[]*${name}\\b`).test(inside);
  const usedInputs = [...inputs].filter(([name]) => uses(name));
  const everywhere = [text, ...usedInputs.flatMap(([, args]) => args.map(({ type }) => `: ${namedType(type)} `))].join(
    '\n',
  );
  return [
    ...usedInputs.map(([name, args]) => `input ${name} { ${printArguments(args).slice(1, -1)} }`),
    ...[...enums]
      .filter(([name]) => uses(name, everywhere))
      .map(
        ([name, { values, inaccessible }]) =>
          `enum ${name} { ${values.map((value) => (inaccessible.includes(value) ? `${value} @inaccessible` : value)).join(' ')} }`,
      ),
    ...scalars.filter((name) => uses(name, everywhere)).map((name) => `scalar ${name}`),
  ];
}
