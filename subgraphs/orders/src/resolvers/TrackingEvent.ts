import type { TrackingEventResolvers } from '../generated/resolvers-types.ts';

export const TrackingEvent: TrackingEventResolvers = { occurredAt: ({ at }) => at };
