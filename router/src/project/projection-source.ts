import {
  getNullableType,
  type GraphQLAbstractType,
  type GraphQLOutputType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import { readSource } from '../compile/own-property.ts';
import { collectFields, type FieldsType } from './collect-fields.ts';
import { leafCheckOf } from './leaf-check.ts';
import type { OperationSelections } from './operation-selections.ts';
import type { Projection, ProjectionUnit } from './projection-unit.ts';
import type { DataKey } from './projector.ts';

type SelectionSets = readonly SelectionSetNode[];

/** What the generated functions of one unit are written with. */
export interface ProjectionSource {
  readonly selections: OperationSelections;
  readonly dataKey: DataKey;
  readonly unit: ProjectionUnit;
  /** The same for equal pairs: they share one function. */
  readonly keyOf: (type: string, selectionSets: SelectionSets) => string;
  /** Projects objects of an abstract type by what they say that they are. */
  readonly dispatchOf: (type: GraphQLAbstractType, selectionSets: SelectionSets) => Projection;
}

/** A member of the answer: the field of that name, whose value is in a variable. */
interface Member {
  readonly responseName: string;
  readonly name: string;
  readonly variable: string;
}

/** The name of the unit's function that projects an object of the type. */
export const objectFunction = (source: ProjectionSource, type: FieldsType, selectionSets: SelectionSets): string =>
  source.unit.functionOf(source.keyOf(type.name, selectionSets), () => {
    const { statements, members } = fieldsSource(source, type, selectionSets);
    const literal = members.map(({ responseName, variable }) => `${memberName(responseName)}:${variable}`);
    return `(o){${IS_OBJECT}${statements}return{${literal.join(',')}};}`;
  });

// `"__proto__": …` in a literal would be the prototype.
const memberName = (responseName: string): string =>
  responseName === '__proto__' ? '["__proto__"]' : JSON.stringify(responseName);

/**
 * Parameters and body of the function that writes the whole answer: the values of root fields become text one by one, since
 * those of `__schema` and `__type` are texts.
 */
export const rootSource = (source: ProjectionSource, type: FieldsType, selectionSet: SelectionSetNode): string => {
  const { statements, members } = fieldsSource(source, type, [selectionSet]);
  const texts = members.map(({ responseName, name, variable }) => {
    const key = JSON.stringify(responseName);
    const text = isIntrospection(name) ? `(n!==undefined&&Object.hasOwn(n,${key})?n[${key}]:'null')` : `J(${variable})`;
    return `${JSON.stringify(`${key}:`)}+${text}`;
  });
  return `(o,n){${IS_OBJECT}${statements}return '{'+${texts.map((text) => `${text}+`).join(`','+`)}'}';}`;
};

const IS_OBJECT = `if(typeof o!=='object'||o===null||Array.isArray(o))return null;`;

const isIntrospection = (name: string): boolean => name === '__schema' || name === '__type';

const fieldsSource = (source: ProjectionSource, type: FieldsType, selectionSets: SelectionSets) => {
  const statements: string[] = [];
  const members: Member[] = [];
  for (const [responseName, collected] of collectFields(source.selections, type, selectionSets)) {
    const { name, selectionSets: below, isRefused } = collected;
    const member = { responseName, name, variable: `v${members.length}` };
    const statement = isRefused
      ? refusedSource(type, member)
      : fieldSource(source, { type, member, selectionSets: below });
    if (statement === undefined) continue;
    statements.push(statement);
    members.push(member);
  }
  return { statements: statements.join(''), members };
};

interface FieldOfType {
  readonly type: FieldsType;
  readonly member: Member;
  readonly selectionSets: SelectionSets;
}

const fieldSource = (source: ProjectionSource, { type, member, selectionSets }: FieldOfType): string | undefined => {
  const { responseName, name, variable } = member;
  if (name === '__typename')
    return `const ${variable}=${isObjectType(type) ? JSON.stringify(type.name) : 'null;return null'};`;
  // The root's are texts that the projector is given; nowhere else is the schema asked for.
  if (isIntrospection(name)) return `const ${variable}=null;`;
  const field = type.getFields()[name];
  if (field === undefined) return undefined;
  const read = readSource('o', source.dataKey({ parentType: type.name, name, responseName }));
  return valueSource(source, { type: field.type, selectionSets, read, variable });
};

// The plan may have fetched it all the same, for itself.
const refusedSource = (type: FieldsType, { name, variable }: Member): string => {
  const mayBeNull = !isNonNullType(type.getFields()[name]?.type);
  return `const ${variable}=null;${mayBeNull ? '' : 'return null;'}`;
};

interface Value {
  readonly type: GraphQLOutputType;
  readonly selectionSets: SelectionSets;
  readonly read: string;
  readonly variable: string;
}

/** Reads a value into a variable: as null where it is not of its type, and then returns null where it may not be null. */
const valueSource = (source: ProjectionSource, { type, selectionSets, read, variable }: Value): string => {
  const nullable = getNullableType(type);
  if (isLeafType(nullable)) {
    const invalid = `if(!(${leafCheckOf(source.unit, nullable)(variable)}))`;
    return `let ${variable}=${read};${invalid}${isNonNullType(type) ? 'return null' : `${variable}=null`};`;
  }
  const projected = `const ${variable}=${compositeFunction(source, nullable, selectionSets)}(${read});`;
  return isNonNullType(type) ? `${projected}if(${variable}===null)return null;` : projected;
};

const compositeFunction = (source: ProjectionSource, type: GraphQLOutputType, selectionSets: SelectionSets): string => {
  if (isListType(type)) return listFunction(source, type.ofType as GraphQLOutputType, selectionSets);
  if (isAbstractType(type)) return source.unit.constantOf(source.dispatchOf(type, selectionSets));
  return objectFunction(source, type as FieldsType, selectionSets);
};

const listFunction = (source: ProjectionSource, item: GraphQLOutputType, selectionSets: SelectionSets): string =>
  source.unit.functionOf(source.keyOf(`[${String(item)}]`, selectionSets), () => {
    const value = valueSource(source, { type: item, selectionSets, read: 'a[i]', variable: 'v' });
    // Leaves stay what they are: only a list with an invalid one needs a copy.
    const [copy, keep] = isLeafType(getNullableType(item))
      ? ['a', 'if(v!==a[i]){if(b===a)b=a.slice();b[i]=v;}']
      : ['new Array(a.length)', 'b[i]=v;'];
    return `(a){if(!Array.isArray(a))return null;let b=${copy};for(let i=0;i<a.length;i++){${value}${keep}}return b;}`;
  });
