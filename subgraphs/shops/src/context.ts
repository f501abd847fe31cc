import type { SubgraphContext } from '@stoa/subgraph-kit';
import type { commands } from './commands.ts';
import type { ShopLoaders } from './persistence/loaders.ts';
import type { Rooms } from './rooms.ts';

/** What resolvers get. */
export type Context = SubgraphContext<Rooms, typeof commands, ShopLoaders>;

/** What listeners get: the rooms, and the commands that every door ends in. */
export type House = Rooms & { readonly commands: Context['commands'] };
