import { own, setOwn } from '../compile/own-property.ts';

type Json = Record<string, unknown>;

/**
 * Adds a part to what the client has. What it has already stays as it is, in the part too: a field that several parts select
 * is told the same each time. @returns whether that can be; otherwise a null in the part stands for something that was
 * delivered, and nothing was added
 */
export const deliver = (delivered: Json, part: Json): boolean => {
  if (!fits(delivered, part)) return false;
  add(delivered, part);
  return true;
};

function fits(there: Json, part: Json): boolean {
  return Object.keys(part).every((name) => {
    const before = own(there, name);
    return !isContainer(before) || fitsInto(before, own(part, name));
  });
}

function fitsInto(there: object, value: unknown): boolean {
  if (!isContainer(value) || Array.isArray(there) !== Array.isArray(value)) return false;
  if (!Array.isArray(there)) return fits(there as Json, value as Json);
  const items = value as readonly unknown[];
  if (items.length !== there.length) return false;
  return there.every((before: unknown, at) => !isContainer(before) || fitsInto(before, items[at]));
}

function add(there: Json, part: Json): void {
  for (const name of Object.keys(part)) {
    const value = own(part, name);
    if (!Object.hasOwn(there, name)) setOwn(there, name, value);
    else setOwn(part, name, joined(there[name], value));
  }
}

/** What stands in the part for what is there. */
function joined(there: unknown, value: unknown): unknown {
  if (!isContainer(there) || !isContainer(value)) return there;
  // A list of leaves is the subgraph's own: it is not written to.
  if (Array.isArray(there))
    return there.map((before: unknown, at) => joined(before, (value as readonly unknown[])[at]));
  add(there as Json, value as Json);
  return value;
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;
