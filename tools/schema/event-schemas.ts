import type { EventContract } from '@stoa/contracts';
import { toJSONSchema } from 'zod';

/** The published shape of every event: `schema/events/<Type>.v<version>.json`. @throws Error when two events share a name. */
export const eventSchemas = (events: readonly EventContract[]): Map<string, string> => {
  const files = new Map<string, string>();
  for (const { type, version, topic, schema } of events) {
    const path = `schema/events/${type}.v${version}.json`;
    if (files.has(path)) throw new Error(`Two events are called ${type} version ${version}`);
    const { $schema, ...shape } = toJSONSchema(schema, { unrepresentable: 'any' });
    assertSaysSomething(shape, type);
    const published = { $schema, $id: `stoa:events/${type}.v${version}`, title: type, 'x-topic': topic, ...shape };
    files.set(path, `${JSON.stringify(published, null, 2)}\n`);
  }
  return files;
};

// `any` lets a custom check (our ids) speak through its own meta; one without meta would be published as an empty shape.
function assertSaysSomething(shape: unknown, place: string): void {
  if (typeof shape !== 'object' || shape === null) return;
  if (Object.keys(shape).length === 0)
    throw new Error(`${place} has no shape in JSON Schema: give it .meta({ type: … })`);
  if ('properties' in shape && typeof shape.properties === 'object' && shape.properties !== null)
    for (const [name, inner] of Object.entries(shape.properties)) assertSaysSomething(inner, `${place}.${name}`);
  if ('items' in shape) assertSaysSomething(shape.items, `${place}[]`);
}
