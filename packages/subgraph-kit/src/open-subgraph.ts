import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { fnv1a } from '@stoa/contracts';
import type { Failure, Result } from '@stoa/kernel';
import { createInbox, discardDeadLetter, replayDeadLetter, type Door, type InboxOptions } from '@stoa/messaging';
import { ConfigurationError, readConfiguration, type Settings } from '@stoa/platform';
import { backgroundOf } from './background.ts';
import type { Bound, CommandTable } from './context.ts';
import { graphFor } from './graph.ts';
import { httpDoor } from './http-door.ts';
import { requestHandler } from './request-handler.ts';
import type { OpenSubgraph, SubgraphDefinition, SubgraphDependencies } from './subgraph-definition.ts';

/** Wires a definition's rooms and opens its doors; nothing runs by itself until `run`. */
export const openSubgraph = <Database, Rooms, Commands extends CommandTable, Loaders, Shape extends Settings>(
  definition: SubgraphDefinition<Database, Rooms, Commands, Loaders, Shape>,
  { pool, broker, clock, owner, isOnlyWriter = false, ...dependencies }: SubgraphDependencies,
): OpenSubgraph => {
  const { name } = definition;
  const log = dependencies.log.child({ subgraph: name });
  const rooms = definition.rooms({
    db: definition.database(new PrismaPg(pool, { statementNameGenerator })),
    pool,
    clock,
    graph: graphFor(name, dependencies.graph),
    settings: settingsOf(definition.settings, dependencies.environment),
    log,
  });
  const commands = bind(definition.commands, rooms);
  const house = { ...rooms, commands };

  const listeners = definition.hears ?? [];
  const inboxOptions: InboxOptions<typeof house> = { pool, subgraph: name, listeners, rooms: house, log };
  const inbox = createInbox(inboxOptions);
  const hear: OpenSubgraph['hear'] = async (message, signal) => {
    // Most messages are for others: looking for something to relay after each would be most of what a quiet domain does.
    if (await inbox.handle(message, signal)) background.commandWasRun();
  };
  const jobs = definition.jobs ?? [];
  const ground = { pool, broker, clock, owner, isOnlyWriter, log };
  const background = backgroundOf({ ...ground, subgraph: name, house, inbox, hear, jobs });
  const commandWasRun = () => background.commandWasRun();
  const ownDoor = (): Door => ({
    caller: { service: { name, scopes: [] } },
    at: clock.now(),
    correlationId: randomUUID(),
  });

  return {
    name,
    handle: requestHandler(definition, { rooms, commands, clock, log, afterMutation: commandWasRun }),
    http: httpDoor({ routes: definition.http ?? [], house, ownDoor, afterVisit: commandWasRun }),
    run: (roles = ['relay', 'consumers', 'jobs']) => background.run(roles),
    hear,
    runJob: async (jobName) => {
      const job = jobs.find((candidate) => candidate.name === jobName);
      if (!job) throw new RangeError(`${name} has no job ${jobName}`);
      return job.run(house, ownDoor(), new AbortController().signal).finally(commandWasRun);
    },
    perform: async (commandName, input) => {
      const command = commands[commandName] as Performed | undefined;
      if (!command) throw new RangeError(`${name} has no command ${commandName}`);
      return command(ownDoor(), input).finally(commandWasRun);
    },
    deadLetters: {
      replay: (eventId) => replayDeadLetter(inbox, inboxOptions, eventId),
      discard: (eventId) => discardDeadLetter(inbox, inboxOptions, eventId),
    },
    check: async () => {
      await pool.query('SELECT 1');
    },
    close: () => background.close(),
  };
};

type Performed = (door: Door, input: unknown) => Promise<Result<unknown, Failure>>;

const statementNameGenerator = ({ sql }: { sql: string }) => `p${fnv1a(sql).toString(36)}_${sql.length}`;

function settingsOf<Shape extends Settings>(shape: Shape, environment: SubgraphDependencies['environment']) {
  const settings = readConfiguration(shape, environment);
  if (!settings.ok) throw new ConfigurationError(settings.failure);
  return settings.value;
}

function bind<Commands extends CommandTable>(commands: Commands, rooms: unknown): Bound<Commands> {
  const bound = Object.entries(commands).map(([name, command]) => [name, command(rooms as never)] as const);
  return Object.fromEntries(bound) as Bound<Commands>;
}
