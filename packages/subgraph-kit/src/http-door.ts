import type { Door } from '@stoa/messaging';
import { matchRoute, type HttpRoute } from './http-room.ts';
import type { OpenSubgraph } from './subgraph-definition.ts';

interface HttpDoorOptions<House> {
  readonly routes: readonly HttpRoute<House>[];
  readonly house: House;
  readonly ownDoor: () => Door;
  /** Called after every visit, whatever came of it. */
  readonly afterVisit: () => void;
}

/** The subgraph's own pages and hooks; undefined for a path that is none of them. */
export const httpDoor =
  <House>({ routes, house, ownDoor, afterVisit }: HttpDoorOptions<House>): OpenSubgraph['http'] =>
  async (request, requestId) => {
    const match = matchRoute(routes, request);
    if (!match) return undefined;
    const door = (receipt?: Door['receipt']): Door => ({
      ...ownDoor(),
      correlationId: requestId,
      ...(receipt && { receipt }),
    });
    try {
      return await match.route.handle(house, { request, params: match.params, door });
    } finally {
      afterVisit();
    }
  };
