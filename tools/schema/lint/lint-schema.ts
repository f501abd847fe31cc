import { sharedSchema, subgraphSources, type SchemaFile } from '../subgraph-sources.ts';
import { SCHEMA_RULES } from './schema-rules.ts';
import { subjectOf } from './subject.ts';

/** Everything in one subgraph's files (or in the shared file) that breaks a convention: `path:line: message (rule)`. */
export const lintSchema = (own: readonly SchemaFile[], shared: readonly SchemaFile[]): string[] => {
  const subject = subjectOf(own, shared);
  return Object.entries(SCHEMA_RULES)
    .flatMap(([rule, check]) =>
      check(subject).map(({ node, message }) => {
        const place = node.loc ? `${node.loc.source.name}:${node.loc.startToken.line}` : 'schema';
        return `${place}: ${message} (${rule})`;
      }),
    )
    .sort();
};

/** The conventions over every subgraph of the tree. */
export const lintSchemas = (root: string): { files: number; findings: string[] } => {
  const shared = sharedSchema(root);
  const owners = subgraphSources(root).map(({ files }) => files);
  return {
    files: [shared, ...owners].flat().length,
    findings: [shared, ...owners].flatMap((files) => lintSchema(files, shared)),
  };
};

if (import.meta.main) {
  const { files, findings } = lintSchemas(process.cwd());
  for (const finding of findings) console.error(finding);
  console.log(`schema conventions: ${findings.length} findings in ${files} files`);
  process.exitCode = findings.length === 0 ? 0 : 1;
}
