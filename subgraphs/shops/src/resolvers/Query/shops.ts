import { hasRole } from '@stoa/kernel';
import { connectionOf, pageRequest } from '@stoa/subgraph-kit';
import type { QueryResolvers } from '../../generated/resolvers-types.ts';
import { loaded } from '../loaded.ts';

export const shops: QueryResolvers['shops'] = async (_, args, { caller, rooms, loaders }) => {
  const page = pageRequest(args);
  const scope = hasRole(caller, 'SUPPORT', 'ADMIN')
    ? ({ all: true } as const)
    : ({ all: false, userId: caller.user?.id } as const);
  const ids = await rooms.reader.page(scope, page);
  const nodes = loaded(await loaders.shop.loadMany(ids));
  return { ...connectionOf(nodes, page, ({ id }) => [id]), count: () => rooms.reader.count(scope) };
};
