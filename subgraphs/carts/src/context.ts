import type { SubgraphContext } from '@stoa/subgraph-kit';
import type { commands } from './commands.ts';
import type { CartLoaders } from './persistence/loaders.ts';
import type { Rooms } from './rooms.ts';

/** What resolvers get. */
export type Context = SubgraphContext<Rooms, typeof commands, CartLoaders>;

/** What listeners work with: the rooms and the commands that end there. */
export type House = Rooms & { readonly commands: Context['commands'] };
