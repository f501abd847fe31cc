import type { PlopTypes } from '@turbo/gen';

/** `npx turbo gen command`: the small files of one more thing that can happen. `npx turbo gen subgraph`: the rooms of one more domain. */
export default function generators(plop: PlopTypes.NodePlopAPI): void {
  plop.setGenerator('command', {
    description: 'One thing that can happen: schema, resolver, command, decision and their tests',
    prompts: [
      { type: 'input', name: 'subgraph', message: 'Which subgraph? (orders)' },
      { type: 'input', name: 'noun', message: 'To which aggregate does it happen? (order)' },
      { type: 'input', name: 'verb', message: 'What is done to it? (hold)' },
      { type: 'input', name: 'sentence', message: 'When and why, in one sentence?' },
    ],
    actions: [
      add('command/schema.graphql.hbs', `${HOME}/src/schema/${NOUN_VERB}.graphql`),
      add('command/resolver.ts.hbs', `${HOME}/src/resolvers/Mutation/{{camelCase noun}}{{pascalCase verb}}.ts`),
      add('command/command.ts.hbs', `${HOME}/src/commands/{{kebabCase verb}}-{{kebabCase noun}}.ts`),
      add('command/decision.ts.hbs', `${HOME}/src/domain/{{kebabCase verb}}.ts`),
      add('command/decision.test.ts.hbs', `${HOME}/src/domain/{{kebabCase verb}}.test.ts`),
      add('command/graph.test.ts.hbs', `${HOME}/test/${NOUN_VERB}.test.ts`),
      () =>
        'Now: name the command in src/commands.ts and the resolver where Mutation is put together; npm run generate.',
    ],
  });

  plop.setGenerator('subgraph', {
    description: 'One more bounded context: its rooms, in the order they have everywhere',
    prompts: [
      { type: 'input', name: 'name', message: 'Name, in the plural? (reviews)' },
      { type: 'input', name: 'noun', message: 'Its first aggregate? (review)' },
      { type: 'input', name: 'prefix', message: 'Prefix of its ids? (rev)' },
      { type: 'input', name: 'port', message: 'Its port as a process of its own? (4009)' },
      { type: 'input', name: 'sentence', message: 'What does it own, in one sentence?' },
    ],
    actions: [
      ...ROOMS.map(([template, path]) => add(`subgraph/${template}.hbs`, path)),
      // The last place: the order of topics is part of the contract.
      line('packages/contracts/src/topics.ts', /(TOPICS = \[[^\]]*)/, "  '{{kebabCase name}}',\n"),
      line(
        'packages/contracts/test/events.test.ts',
        /(AGGREGATES:[^{]*\{[^}]*)/,
        "  {{camelCase name}}: ['{{prefix}}'],\n",
      ),
      line('tools/schema/subgraph-sources.ts', /(SUBGRAPH_PORTS[^{]*\{[^}]*)/, '  {{camelCase name}}: {{port}},\n'),
      line('.dependency-cruiser.mjs', /(\^@stoa\/\([a-z|]+)/, '|{{kebabCase name}}'),
      () =>
        'Now: its line in apps/embedded (src/subgraphs.ts, package.json); npm install; npm run db -- <name> migration init; npm run generate; npm run schema; npm run env:example; npm run format.',
    ],
  });
}

const HOME = 'subgraphs/{{kebabCase subgraph}}';
const NOUN_VERB = '{{kebabCase noun}}-{{kebabCase verb}}';
const NEW_HOME = 'subgraphs/{{kebabCase name}}';
const ROOMS: readonly (readonly [template: string, path: string])[] = [
  ['package.json', `${NEW_HOME}/package.json`],
  ['README.md', `${NEW_HOME}/README.md`],
  ['subgraph.ts', `${NEW_HOME}/src/subgraph.ts`],
  ['main.ts', `${NEW_HOME}/src/main.ts`],
  ['rooms.ts', `${NEW_HOME}/src/rooms.ts`],
  ['context.ts', `${NEW_HOME}/src/context.ts`],
  ['commands.ts', `${NEW_HOME}/src/commands.ts`],
  ['resolvers.ts', `${NEW_HOME}/src/resolvers.ts`],
  ['references.ts', `${NEW_HOME}/src/references.ts`],
  ['settings.ts', `${NEW_HOME}/src/settings.ts`],
  ['mappers.ts', `${NEW_HOME}/src/mappers.ts`],
  ['schema.graphql', `${NEW_HOME}/src/schema/{{kebabCase noun}}.graphql`],
  ['resolver.ts', `${NEW_HOME}/src/resolvers/Query/{{camelCase noun}}.ts`],
  ['domain.ts', `${NEW_HOME}/src/domain/{{kebabCase noun}}.ts`],
  ['access.ts', `${NEW_HOME}/src/domain/access.ts`],
  ['repository.ts', `${NEW_HOME}/src/persistence/{{kebabCase noun}}-repository.ts`],
  ['loaders.ts', `${NEW_HOME}/src/persistence/loaders.ts`],
  ['builder.ts', `${NEW_HOME}/test/a-{{kebabCase noun}}.ts`],
  ['schema.prisma', 'prisma/{{kebabCase name}}/schema.prisma'],
];

/** Adds to the end of what the pattern finds. */
const line = (path: string, pattern: RegExp, text: string): PlopTypes.ActionType => ({
  type: 'modify',
  path: `{{turbo.paths.root}}/${path}`,
  pattern,
  template: `$1${text}`,
});

const add = (templateFile: string, path: string): PlopTypes.ActionType => ({
  type: 'add',
  path: `{{turbo.paths.root}}/${path}`,
  templateFile: `templates/${templateFile}`,
});
