import type { Random } from '../../conformance/generate/random.ts';

const DEMANDS = [
  '@authenticated',
  '@requiresScopes(scopes: [["a", "b"], ["c"]])',
  '@requiresScopes(scopes: [["c"]])',
  '@policy(policies: [["P"]])',
];
const OBJECTS = ['A', 'B', 'C', 'D'];
const INTERFACES = ['I', 'J'];
const FIELDS = ['x', 'y', 'z'];

/** Interfaces, unions, enums and scalars, each with demands here and there. Objects return what is narrower at times. */
export const aRandomSchema = (random: Random): string => {
  const demand = (of: number) => (random.chance(of) ? random.pick(DEMANDS) : '');
  const outputs = [...OBJECTS, ...INTERFACES, 'U', 'Int', 'Int', 'E', 'S'];
  const typeOf = new Map(
    INTERFACES.flatMap((name) =>
      FIELDS.slice(0, 2).map((field) => [`${name}.${field}`, random.pick(outputs)] as const),
    ),
  );
  // Both interfaces declare the same types: an object may implement both.
  for (const field of FIELDS.slice(0, 2)) typeOf.set(`J.${field}`, typeOf.get(`I.${field}`) as string);
  const implementors = new Map(OBJECTS.map((name) => [name, INTERFACES.filter(() => random.chance(0.6))]));
  const members = OBJECTS.filter((name) => name === 'A' || random.chance(0.5));
  const narrower = (type: string): string => {
    const objects = type === 'U' ? members : OBJECTS.filter((name) => implementors.get(name)?.includes(type));
    return objects.length > 0 && random.chance(0.4) ? random.pick(objects) : type;
  };
  const list = (type: string, at: string) => (at.endsWith('y') ? `[${type}]` : type);

  const object = (name: string): string => {
    const interfaces = implementors.get(name) ?? [];
    const fields = FIELDS.map((field) => {
      const declared = interfaces[0] === undefined ? undefined : typeOf.get(`${interfaces[0]}.${field}`);
      const type = declared === undefined ? random.pick(outputs) : narrower(declared);
      return `${field}(n: Int): ${list(type, field)} ${demand(0.2)}`;
    });
    const heads = interfaces.length > 0 ? `implements ${interfaces.join(' & ')}` : '';
    return `type ${name} ${heads} ${demand(0.2)} { ${fields.join(' ')} }`;
  };
  const interfaceOf = (name: string) =>
    `interface ${name} ${demand(0.15)} { ${FIELDS.slice(0, 2)
      .map((field) => `${field}(n: Int): ${list(typeOf.get(`${name}.${field}`) as string, field)} ${demand(0.1)}`)
      .join(' ')} }`;

  const root = [...OBJECTS, ...INTERFACES, 'U', 'Int'].map((type, at) => `q${at}(n: Int): ${type} ${demand(0.1)}`);
  return [
    `type Query ${demand(0.03)} { ${root.join(' ')} }`,
    ...OBJECTS.map(object),
    ...INTERFACES.map(interfaceOf),
    `union U = ${members.join(' | ')}`,
    `enum E ${demand(0.3)} { ONE }`,
    `scalar S ${demand(0.3)}`,
  ].join('\n');
};
