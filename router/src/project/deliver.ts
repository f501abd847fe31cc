import { own, setOwn } from '../compile/own-property.ts';

type Json = Record<string, unknown>;

/**
 * Adds a part to what the client has. What it has already stays as it is, in the part too: a leaf that several parts select is
 * told the same each time. No two select the same object.
 */
export const deliver = (delivered: Json, part: Json): void => {
  for (const name of Object.keys(part)) {
    if (Object.hasOwn(delivered, name)) setOwn(part, name, own(delivered, name));
    else setOwn(delivered, name, own(part, name));
  }
};
