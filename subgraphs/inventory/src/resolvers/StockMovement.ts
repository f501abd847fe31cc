import type { StockMovementResolvers } from '../generated/resolvers-types.ts';

export const StockMovement: StockMovementResolvers = {
  id: ({ id }) => String(id),
  occurredAt: ({ at }) => at,
};
