import type { SubgraphContext } from '@stoa/subgraph-kit';
import type { commands } from './commands.ts';
import type { Rooms } from './rooms.ts';

/** What resolvers get. Everything here is reached through one list, which is read in one statement: there is nothing to batch. */
export type Context = SubgraphContext<Rooms, typeof commands, Readonly<Record<string, never>>>;

/** What listeners, jobs and pages get: the rooms, and the commands that every door ends in. */
export type House = Rooms & { readonly commands: Context['commands'] };
