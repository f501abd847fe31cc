import { z } from 'zod';
import type { EventContract } from '../src/define-event.ts';

/** The part of JSON schema that payloads are made of. */
export interface Shape {
  readonly type?: string;
  readonly pattern?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly anyOf?: readonly Shape[];
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
}

export const shapeOf = (contract: EventContract): Shape =>
  z.toJSONSchema(contract.schema, { unrepresentable: 'any' }) as Shape;

/** A valid, fixed and dull payload with everything in it, or with as little as the contract allows. */
export const aPayload = (contract: EventContract, much: 'all' | 'least' = 'all'): never =>
  sample(shapeOf(contract), { name: '', much }) as never;

type Wanted = { readonly name: string; readonly much: 'all' | 'least' };

function sample(shape: Shape, at: Wanted): unknown {
  if (shape.anyOf) return sample((at.much === 'least' ? shape.anyOf.at(-1) : shape.anyOf[0]) ?? {}, at);
  if (shape.enum) return shape.enum[0];
  const make = SAMPLES[shape.type ?? ''];
  if (!make) throw new TypeError(`No sample for ${at.name}: ${JSON.stringify(shape)}`);
  return make(shape, at);
}

const SAMPLES: Readonly<Record<string, (shape: Shape, at: Wanted) => unknown>> = {
  object: ({ properties = {}, required = [] }, at) =>
    Object.fromEntries(
      Object.entries(properties)
        .filter(([name]) => at.much === 'all' || required.includes(name))
        .map(([name, property]) => [name, sample(property, { ...at, name })]),
    ),
  array: ({ items = {} }, at) => [sample(items, at)],
  string: (shape, at) => aText(shape, at.name),
  integer: ({ minimum = 1 }) => Math.max(1, minimum),
  boolean: () => true,
  null: () => null,
};

function aText({ pattern, format }: Shape, name: string): string {
  const prefix = /^\^([a-z]+)_/.exec(pattern ?? '')?.[1];
  if (prefix) return `${prefix}_01ARZ3NDEKTSV4RRFFQ69G5FAV`;
  if (format === 'date-time') return '2026-01-15T10:00:00.000Z';
  return name === 'currencyCode' ? 'EUR' : `some ${name}`;
}
