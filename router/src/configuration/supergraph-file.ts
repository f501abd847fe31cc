import { existsSync, readFileSync } from 'node:fs';
import { err, ok, type Result } from '@stoa/kernel';
import { buildSupergraph } from '../supergraph/build-supergraph.ts';

/** A supergraph, and where it says that its subgraphs are; an address may be empty. */
export interface SupergraphFile {
  readonly sdl: string;
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
}

/** Reads a supergraph. Its fault is one line that begins with `source`, the flag or variable that named the file. */
export const readSupergraphFile = (file: string, source: string): Result<SupergraphFile, readonly string[]> => {
  if (!existsSync(file)) return err([`${source}: there is no ${file}`]);
  try {
    const sdl = readFileSync(file, 'utf8');
    const metadata = buildSupergraph(sdl).subgraphsMetadata();
    return ok({ sdl, subgraphs: [...metadata].map(({ name, url }) => ({ name, url })) });
  } catch (error) {
    return err([`${source}: ${file} is no supergraph: ${firstLine((error as Error).message)}`]);
  }
};

const firstLine = (text: string) => text.trim().split('\n', 1)[0] ?? '';
