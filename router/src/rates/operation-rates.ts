import { createHash } from 'node:crypto';
import { valueFromASTUntyped, type FieldNode } from 'graphql';
import type { CoercedVariables, Operation } from '../engine/engine.ts';
import type { Rates, RootFieldRate } from './rates.ts';
import type { Rate } from './rate-store.ts';
import { rootFieldsOf, type SelectedRootField } from './root-fields.ts';

/** What one request takes from one window. */
export interface Take {
  readonly key: string;
  readonly points: number;
  readonly rate: Rate;
}

/** Who asks, as keys. */
export interface ClientKeys {
  readonly address: string;
  readonly client: string;
}

type TakesOf = (client: ClientKeys, variables: CoercedVariables) => readonly Take[];

/** Compiles what an operation takes besides its cost: nothing, for most. */
export const operationRates = ({ rootFields, operations }: Rates) => {
  const compile = ({ document, definition, name }: Operation): readonly TakesOf[] => {
    const selected = rootFieldsOf(document, definition);
    return [
      ...rootFields.flatMap((rate) => {
        const fields = selected.filter(({ node }) => rate.fields.includes(node.name.value));
        return fields.length > 0 ? [ofRootFields(rate, fields)] : [];
      }),
      ...operations.flatMap((rate): TakesOf[] =>
        name !== undefined && rate.names.includes(name)
          ? [
              ({ client }) => [
                { key: `operation ${rate.names.join()} ${rate.windowSeconds} ${client}`, points: 1, rate },
              ],
            ]
          : [],
      ),
    ];
  };

  const compiled = new WeakMap<Operation, readonly TakesOf[]>();
  return (operation: Operation): readonly TakesOf[] => {
    let takes = compiled.get(operation);
    if (!takes) compiled.set(operation, (takes = compile(operation)));
    return takes;
  };
};

function ofRootFields(rate: RootFieldRate, fields: readonly SelectedRootField[]): TakesOf {
  const { per } = rate;
  const prefix = `field ${rate.fields.join()} ${rate.windowSeconds}`;
  if (typeof per === 'string') {
    const points = fields.reduce((total, { times }) => total + times, 0);
    return (keys) => [{ key: `${prefix} ${keys[per]}`, points, rate }];
  }
  const path = per.argument.split('.');
  return (_, variables) =>
    fields.flatMap(({ node, times }) => {
      const value = valueAt(node, path, variables);
      return value === undefined ? [] : [{ key: `${prefix} ${hashed(value)}`, points: times, rate }];
    });
}

function valueAt(node: FieldNode, [name, ...rest]: readonly string[], variables: CoercedVariables): string | undefined {
  const argument = node.arguments?.find((given) => given.name.value === name);
  if (!argument) return undefined;
  let value = valueFromASTUntyped(argument.value, variables);
  for (const key of rest)
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** Values may be long and personal: a store sees neither. Capitals and spaces around do not make another person. */
const hashed = (value: string): string => createHash('sha256').update(value.trim().toLowerCase()).digest('base64url');
