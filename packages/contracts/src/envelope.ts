import { z } from 'zod';
import { TOPICS } from './topics.ts';

/** What an event can be found by, once for every event; subscriptions filter on these. */
export const eventKeys = z.object({
  buyerId: z.string().optional(),
  orderId: z.string().optional(),
  shopIds: z.array(z.string()).optional(),
  variantIds: z.array(z.string()).optional(),
});
export type EventKeys = z.infer<typeof eventKeys>;

/** An event as it travels: who said it, in which order, because of what; the payload is the contract's. */
export const eventEnvelope = z.object({
  eventId: z.uuid(),
  type: z.string(),
  version: z.int().positive(),
  topic: z.enum(TOPICS),
  aggregateId: z.string(),
  /** Counts the events of this aggregate from 1, without a gap. */
  seq: z.int().positive(),
  occurredAt: z.iso.datetime(),
  keys: eventKeys,
  /** Same for everything that follows from one request of a person. */
  correlationId: z.string(),
  /** The event or request that caused this one. */
  causationId: z.string().optional(),
  /** W3C trace context. */
  traceparent: z.string().optional(),
  payload: z.unknown(),
});
export type EventEnvelope = z.infer<typeof eventEnvelope>;
