import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { getOperationAST, parse } from 'graphql';
import type { CommandOperation } from './ask/command-operation.ts';

/**
 * Reads what subgraphs' commands ask, one operation a file; its name is its id, and the file's first line,
 * `# asked by: orders, shops`, says to whom it is registered. @throws when a file holds no named operation.
 */
export const registeredOperations = (directory: string): CommandOperation[] =>
  globSync(path.join(directory, '*.graphql'))
    .sort()
    .flatMap((file) => {
      const document = readFileSync(file, 'utf8');
      const id = getOperationAST(parse(document))?.name?.value;
      if (id === undefined) throw new Error(`${file} holds no single, named operation`);
      const askers = /^# asked by: (.+)$/m.exec(document)?.[1]?.split(',') ?? [];
      return askers.map((asker) => ({ id, subgraph: asker.trim(), document }));
    });
