import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { err, ok, type Result } from '@stoa/kernel';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { routerConfiguration, type RouterConfiguration } from './configuration.ts';

/** Reads a configuration file, YAML or JSON. Its faults are one line each, with the place in the file. */
export const readConfigurationFile = (file: string): Result<RouterConfiguration, readonly string[]> => {
  const text = textOf(file);
  if (!text.ok) return text;
  const yaml = parsed(text.value);
  if (!yaml.ok) return err([`${file}: ${yaml.failure}`]);
  const read = routerConfiguration.safeParse(yaml.value ?? {});
  if (!read.success) return err(read.error.issues.flatMap(linesOf).map((line) => `${file}: ${line}`));
  return ok(withPaths(read.data, path.dirname(file)));
};

function textOf(file: string): Result<string, readonly string[]> {
  if (!existsSync(file)) return err([`--config: there is no ${file}`]);
  try {
    return ok(readFileSync(file, 'utf8'));
  } catch (error) {
    return err([`--config: ${file} cannot be read (${(error as NodeJS.ErrnoException).code})`]);
  }
}

function parsed(text: string): Result<unknown, string> {
  const document = parseDocument(text);
  const [fault] = document.errors;
  // The first line says what and where; the others draw it.
  if (fault) return err(`not YAML: ${fault.message.split('\n', 1)[0]?.replace(/:$/, '')}`);
  try {
    return ok(document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown);
  } catch (error) {
    return err(`not YAML: ${(error as Error).message}`);
  }
}

// A file of a few lines can name itself into gigabytes.
const MOST_ALIASES = 100;

function linesOf(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${placeOf([...issue.path, key])} is not known`);
  return [`${placeOf(issue.path)}: ${issue.message}`];
}

const placeOf = (steps: readonly PropertyKey[]) => (steps.length === 0 ? 'the whole' : steps.join('.'));

function withPaths(configuration: RouterConfiguration, directory: string): RouterConfiguration {
  const { persistedOperations } = configuration;
  if (!persistedOperations) return configuration;
  const manifest = path.resolve(directory, persistedOperations.manifest);
  return { ...configuration, persistedOperations: { ...persistedOperations, manifest } };
}
