import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { fnv1a } from '@stoa/contracts';
import type { Caller, Failure, Result } from '@stoa/kernel';
import {
  createInbox,
  discardDeadLetter,
  every,
  replayDeadLetter,
  startJobs,
  startRelay,
  sweepMessaging,
  type Door,
  type InboxOptions,
  type Job,
} from '@stoa/messaging';
import { ConfigurationError, readConfiguration, type Settings } from '@stoa/platform';
import { formatError } from './format-error.ts';
import { buildSchema, readTypeDefs, type ResolverTable } from './build-schema.ts';
import { mutationDoor, type Bound, type CommandTable, type SubgraphContext } from './context.ts';
import type { OpenSubgraph, ProcessRole, SubgraphDefinition, SubgraphDependencies } from './define-subgraph.ts';
import { executor } from './execute.ts';
import { graphFor } from './graph.ts';
import type { SubgraphHandler, SubgraphRequest } from './handler.ts';
import { matchRoute } from './http-room.ts';

/** Wires a definition's rooms and opens its doors; nothing runs by itself until `run`. */
export const openSubgraph = <Database, Rooms, Commands extends CommandTable, Loaders, Shape extends Settings>(
  definition: SubgraphDefinition<Database, Rooms, Commands, Loaders, Shape>,
  dependencies: SubgraphDependencies,
): OpenSubgraph => {
  const { name } = definition;
  const { pool, broker, clock, owner } = dependencies;
  const log = dependencies.log.child({ subgraph: name });

  const rooms = definition.rooms({
    db: definition.database(new PrismaPg(pool, { statementNameGenerator: ({ sql }) => `p${fnv1a(sql).toString(36)}_${sql.length}` })),
    pool,
    clock,
    graph: graphFor(name, dependencies.graph),
    settings: settingsOf(definition.settings, dependencies.environment),
    log,
  });
  const commands = bind(definition.commands, rooms);
  const house = { ...rooms, commands };
  const schema = buildSchema<SubgraphContext<Rooms, Commands, Loaders>>({
    typeDefs: readTypeDefs(path.join(definition.directory, 'schema')),
    resolvers: withMutationDoors(definition.resolvers),
    references: definition.references ?? {},
  });
  const run = executor(schema);
  const background: { name: string; close(): Promise<void> }[] = [];
  let wakeRelay = () => {};

  const inboxOptions: InboxOptions<typeof house> = {
    pool,
    subgraph: name,
    listeners: definition.hears ?? [],
    rooms: house,
    log,
  };
  const inbox = createInbox(inboxOptions);

  const handle: SubgraphHandler = async (request) => {
    const context: RequestContext<Rooms, Commands, Loaders> = {
      caller: request.caller,
      requestId: request.requestId,
      rooms,
      commands,
      loaders: definition.loaders(rooms, request.caller),
      doorOf: (field, input) => mutationDoor(request, clock, field, input),
    };
    const { data, errors } = await run.run(request.query, { ...pickRun(request), context });
    if (run.isMutation(request.query, request.operationName)) wakeRelay();
    return {
      ...(data !== undefined && { data }),
      ...(errors && { errors: errors.map((error) => formatError(error, { log, requestId: request.requestId })) }),
    };
  };

  const hear: OpenSubgraph['hear'] = async (message, signal) => {
    await inbox.handle(message, signal);
    wakeRelay();
  };
  const jobDoor = (): Door => ({ caller: serviceCaller(name), at: clock.now(), correlationId: randomUUID() });

  const start: Readonly<Record<ProcessRole, () => Promise<void> | void>> = {
    relay: () => {
      const relay = startRelay({ pool, broker, owner, log });
      wakeRelay = relay.wake;
      background.push({ name: 'relay', close: relay.close });
    },
    consumers: async () => {
      if (inbox.topics.length === 0) return;
      const subscription = await broker.subscribe({
        group: name,
        topics: inbox.topics,
        handle: hear,
      });
      background.push({ name: 'consumers', close: () => subscription.close() });
    },
    jobs: () => {
      const jobs: Job<typeof house>[] = [...(definition.jobs ?? []), every(SWEEP, () => (door) => sweepMessaging(pool, door.at))];
      const runner = startJobs({
        pool,
        subgraph: name,
        jobs: jobs.map((job) => afterEach(job, () => wakeRelay())),
        rooms: house,
        clock,
        owner,
        log,
      });
      background.push({ name: 'jobs', close: runner.close });
    },
  };

  return {
    name,
    handle,
    http: async (request, requestId) => {
      const match = matchRoute(definition.http ?? [], request);
      if (!match) return undefined;
      const door = (receipt?: Door['receipt']): Door => ({
        ...jobDoor(),
        correlationId: requestId,
        ...(receipt && { receipt }),
      });
      try {
        return await match.route.handle(house, { request, params: match.params, door });
      } finally {
        wakeRelay();
      }
    },
    run: async (roles = ['relay', 'consumers', 'jobs']) => {
      for (const role of roles) await start[role]();
    },
    hear,
    runJob: async (jobName) => {
      const job = definition.jobs?.find((candidate) => candidate.name === jobName);
      if (!job) throw new RangeError(`${name} has no job ${jobName}`);
      return job.run(house, jobDoor(), new AbortController().signal).finally(() => wakeRelay());
    },
    perform: async (commandName, input) => {
      const command = commands[commandName] as Performed | undefined;
      if (!command) throw new RangeError(`${name} has no command ${commandName}`);
      return command(jobDoor(), input).finally(() => wakeRelay());
    },
    deadLetters: {
      replay: (eventId) => replayDeadLetter(inbox, inboxOptions, eventId),
      discard: (eventId) => discardDeadLetter(inbox, inboxOptions, eventId),
    },
    check: async () => {
      await pool.query('SELECT 1');
    },
    close: async () => {
      // Last started, first closed: timers, then listeners, then what they announced.
      for (const part of background.toReversed()) await part.close();
    },
  };
};

const afterEach = <House>(job: Job<House>, then: () => void): Job<House> => ({
  ...job,
  run: (house, door, signal) => job.run(house, door, signal).finally(then),
});

type Performed = (door: Door, input: unknown) => Promise<Result<unknown, Failure>>;

const SWEEP = { name: 'sweep-messaging', everyMs: 60_000 };

const serviceCaller = (name: string): Caller => ({ service: { name, scopes: [] } });
const pickRun = ({ variables, operationName }: SubgraphRequest) => ({ variables, operationName });

function settingsOf<Shape extends Settings>(shape: Shape, environment: SubgraphDependencies['environment']) {
  const settings = readConfiguration(shape, environment);
  if (!settings.ok) throw new ConfigurationError(settings.failure);
  return settings.value;
}

function bind<Commands extends CommandTable>(commands: Commands, rooms: unknown): Bound<Commands> {
  const bound = Object.entries(commands).map(([name, command]) => [name, command(rooms as never)] as const);
  return Object.fromEntries(bound) as Bound<Commands>;
}

type RequestContext<Rooms, Commands extends CommandTable, Loaders> = Omit<
  SubgraphContext<Rooms, Commands, Loaders>,
  'door'
> & { readonly doorOf: (field: string, input?: { readonly idempotencyKey?: string }) => Door };

type MutationResolver = (source: unknown, args: unknown, context: object, info: { fieldName: string }) => unknown;

/** Each mutation field opens its own door, because receipts are filed by caller and mutation. */
function withMutationDoors(resolvers: ResolverTable): ResolverTable {
  const fields = Object.entries((resolvers['Mutation'] ?? {}) as Record<string, MutationResolver>);
  if (fields.length === 0) return resolvers;
  const opened = fields.map(([field, resolve]): [string, MutationResolver] => [
    field,
    (source, args, context, info) => {
      const { doorOf } = context as { doorOf: (field: string, input?: object) => Door };
      return resolve(source, args, { ...context, door: (input?: object) => doorOf(info.fieldName, input) }, info);
    },
  ]);
  return { ...resolvers, Mutation: Object.fromEntries(opened) };
}
