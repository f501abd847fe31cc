import type { Graph, ShopMembers } from '@stoa/subgraph-kit';
import type { AccessTokens } from './domain/access-token.ts';
import type { OrderReader } from './persistence/order-reader.ts';
import type { OrderRepository } from './persistence/order-repository.ts';

/** What commands and resolvers of orders work with. */
export interface Rooms {
  readonly orders: OrderRepository;
  readonly reader: OrderReader;
  readonly members: ShopMembers;
  readonly access: AccessTokens;
  readonly graph: Graph;
}
