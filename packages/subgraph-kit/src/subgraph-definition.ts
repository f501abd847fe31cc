import type { Caller, Clock, Failure, Result } from '@stoa/kernel';
import type { Broker, Job, Listener, ReceivedMessage } from '@stoa/messaging';
import type { Configuration, Log, Settings } from '@stoa/platform';
import type { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import type { ResolverTable } from './build-schema.ts';
import type { Bound, CommandTable, SubgraphContext } from './context.ts';
import type { ResolveReferences } from './entities.ts';
import type { Graph, GraphTransport } from './graph.ts';
import type { SubgraphHandler } from './handler.ts';
import type { HttpRoute } from './http-room.ts';

/** What a subgraph's rooms are made of. */
export interface Ground<Database, Shape extends Settings> {
  /** Prisma's client, for reads by purpose. */
  readonly db: Database;
  /** The pool beneath it, for the write path. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly graph: Graph;
  readonly settings: Configuration<Shape>;
  readonly log: Log;
}

/** A front door: a table of contents that runs. */
export interface SubgraphDefinition<Database, Rooms, Commands extends CommandTable, Loaders, Shape extends Settings> {
  readonly name: string;
  /** The folder of `subgraph.ts`; its schema room is `schema/` below. */
  readonly directory: string;
  readonly database: (adapter: PrismaPg) => Database;
  readonly settings: Shape;
  readonly rooms: (ground: Ground<Database, Shape>) => Rooms;
  readonly commands: Commands;
  readonly resolvers: ResolverTable;
  readonly references?: Readonly<Record<string, ResolveReferences<SubgraphContext<Rooms, Commands, Loaders>>>>;
  readonly loaders: (rooms: Rooms, caller: Caller) => Loaders;
  readonly hears?: readonly Listener<Rooms & { readonly commands: Bound<Commands> }>[];
  readonly jobs?: readonly Job<Rooms & { readonly commands: Bound<Commands> }>[];
  readonly http?: readonly HttpRoute<Rooms & { readonly commands: Bound<Commands> }>[];
}

/** What a subgraph needs from the process it runs in. */
export interface SubgraphDependencies {
  readonly pool: pg.Pool;
  readonly broker: Broker;
  readonly clock: Clock;
  readonly graph: GraphTransport;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Unique per process; leases are held in this name. */
  readonly owner: string;
  /**
   * True when no other process writes this subgraph's database: every commit wakes the relay then, so that it need not look
   * ten times a second by itself.
   */
  readonly isOnlyWriter?: boolean;
  readonly log: Log;
}

/** Parts of a subgraph's process that can be scaled apart. */
export type ProcessRole = 'relay' | 'consumers' | 'jobs';

export interface OpenSubgraph {
  readonly name: string;
  readonly handle: SubgraphHandler;
  /** Answers one of the subgraph's pages or hooks; undefined when it has no such route. */
  readonly http: (request: Request, requestId: string) => Promise<Response | undefined>;
  /** Starts what works without being asked. Call when everything that may be asked is up. */
  readonly run: (roles?: readonly ProcessRole[]) => Promise<void>;
  /** Applies one event, as the consumers do for each message: exactly once in effect. Rejects for passing faults only. */
  readonly hear: (message: ReceivedMessage, signal: AbortSignal) => Promise<void>;
  /** Runs one of the subgraph's jobs now. Answers how much was done. @throws RangeError for an unknown name. */
  readonly runJob: (name: string) => Promise<number>;
  /** Runs a command as the platform, for those who have the machine: the first admin. @throws RangeError for an unknown name. */
  readonly perform: (command: string, input: unknown) => Promise<Result<unknown, Failure>>;
  /** Applies a mended dead letter again, or gives it up. */
  readonly deadLetters: {
    replay(eventId: string): Promise<unknown>;
    discard(eventId: string): Promise<unknown>;
  };
  /** Rejects when the database does not answer. */
  readonly check: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A subgraph as a function from what it depends on to its doors. */
export interface Subgraph {
  readonly name: string;
  readonly directory: string;
  readonly settings: Settings;
  /** @throws ConfigurationError naming every setting that is missing or wrong. */
  readonly open: (dependencies: SubgraphDependencies) => OpenSubgraph;
}
