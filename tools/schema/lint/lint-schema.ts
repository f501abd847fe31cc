import { parse } from 'graphql';
import { composeSupergraph } from '../compose-supergraph.ts';
import { sharedSchema, subgraphSources, type SchemaFile } from '../subgraph-sources.ts';
import { graphFields } from './event-field.ts';
import { eventFieldsAreSound } from './event-fields-are-sound.ts';
import { SCHEMA_RULES } from './schema-rules.ts';
import { subjectOf, type Finding } from './subject.ts';

/** Everything in one subgraph's files (or in the shared file) that breaks a convention: `path:line: message (rule)`. */
export const lintSchema = (own: readonly SchemaFile[], shared: readonly SchemaFile[]): string[] => {
  const subject = subjectOf(own, shared);
  return Object.entries(SCHEMA_RULES)
    .flatMap(([rule, check]) => check(subject).map((finding) => told(finding, rule)))
    .sort();
};

/** Every event field of the files that does not hold in the supergraph (its SDL). */
export const lintEventFields = (files: readonly SchemaFile[], supergraph: string): string[] =>
  eventFieldsAreSound(files, graphFields(parse(supergraph)))
    .map((finding) => told(finding, 'event-fields-are-sound'))
    .sort();

/** The conventions over every subgraph of the tree. */
export const lintSchemas = (root: string): { files: number; findings: string[] } => {
  const shared = sharedSchema(root);
  const subgraphs = subgraphSources(root);
  const owners = subgraphs.map(({ files }) => files);
  const composed = composeSupergraph(subgraphs);
  return {
    files: [shared, ...owners].flat().length,
    findings: [
      ...[shared, ...owners].flatMap((files) => lintSchema(files, shared)),
      ...('errors' in composed
        ? ['The subgraphs make no supergraph, `npm run schema` says why: event fields were not looked at']
        : lintEventFields(owners.flat(), composed.supergraph.sdl)),
    ],
  };
};

const told = ({ node, message }: Finding, rule: string): string => {
  const place = node.loc ? `${node.loc.source.name}:${node.loc.startToken.line}` : 'schema';
  return `${place}: ${message} (${rule})`;
};

if (import.meta.main) {
  const { files, findings } = lintSchemas(process.cwd());
  for (const finding of findings) console.error(finding);
  console.log(`schema conventions: ${findings.length} findings in ${files} files`);
  process.exitCode = findings.length === 0 ? 0 : 1;
}
