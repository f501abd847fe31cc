import type { SubgraphContext } from '@stoa/subgraph-kit';
import type { commands } from './commands.ts';
import type { ProductLoaders } from './persistence/loaders.ts';
import type { Rooms } from './rooms.ts';

/** What resolvers get. */
export type Context = SubgraphContext<Rooms, typeof commands, ProductLoaders>;

/** What listeners and pages get: the rooms, and the commands that every door ends in. */
export type House = Rooms & { readonly commands: Context['commands'] };
