import { err, ok, type Result } from '@stoa/kernel';
import type { z } from 'zod';

/** One setting: its variable, what it is for, and how its text is read. */
export interface Setting<Value> {
  readonly variable: string;
  readonly description: string;
  readonly schema: z.ZodType<Value>;
  /** Shown in `.env.example`; a secret has none. */
  readonly example?: string;
}

export type Settings = Readonly<Record<string, Setting<unknown>>>;
export type Configuration<Shape extends Settings> = {
  readonly [Name in keyof Shape]: Shape[Name] extends Setting<infer Value> ? Value : never;
};

/** Declares one setting; a secret gets no example. */
export const setting = <Value>(
  variable: string,
  description: string,
  schema: z.ZodType<Value>,
  example?: string,
  // eslint-disable-next-line max-params -- read as a table: variable, what it is for, how it is read, an example
): Setting<Value> => ({ variable, description, schema, ...(example !== undefined && { example }) });

/** Reads all settings and reports every fault at once, one line each, never a value: it may be a secret. */
export const readConfiguration = <Shape extends Settings>(
  shape: Shape,
  environment: Readonly<Record<string, string | undefined>>,
): Result<Configuration<Shape>, readonly string[]> => {
  const faults: string[] = [];
  const entries = Object.entries(shape).map(([name, { variable, schema }]) => {
    const text = environment[variable];
    const read = schema.safeParse(text === '' ? undefined : text);
    if (!read.success) {
      const because = read.error.issues.map((issue) => issue.message).join(', ');
      faults.push(`${variable} ${text === undefined || text === '' ? 'is not set' : 'is not valid'}: ${because}`);
    }
    return [name, read.data] as const;
  });
  return faults.length > 0 ? err(faults) : ok(Object.fromEntries(entries) as Configuration<Shape>);
};

/** The text of `.env.example`: every setting with its description, commented out. */
export const describeConfiguration = (shape: Settings): string =>
  Object.values(shape)
    .map(({ variable, description, example }) => `# ${description}\n# ${variable}=${example ?? ''}\n`)
    .join('\n');
