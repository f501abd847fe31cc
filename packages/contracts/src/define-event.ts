import type { Announcement } from '@stoa/kernel';
import type { z } from 'zod';
import type { Topic } from './topics.ts';
import type { EventKeys } from './envelope.ts';

/** One published fact, declared once: its name, its home and the shape of what it carries. */
export interface EventContract<Type extends string = string, Payload = never> {
  readonly type: Type;
  readonly version: number;
  readonly topic: Topic;
  readonly schema: z.ZodType<Payload>;
  /** The fact as a decision announces it. @throws ZodError when the payload breaks the contract: a bug, not a refusal. */
  of(payload: Payload): Announcement;
}

interface Declaration<Type extends string, Payload> {
  readonly type: Type;
  readonly version: number;
  readonly topic: Topic;
  /** The aggregate that changed: partition key and the scope of the event's order. Never anything else. */
  readonly aggregateId: (payload: Payload) => string;
  /** What listeners and subscriptions filter by, beside the aggregate. */
  readonly keys?: (payload: Payload) => EventKeys;
  readonly payload: z.ZodType<Payload>;
}

/** Declares an event. Carry ids and amounts, never personal data, never a secret. */
export const defineEvent = <const Type extends string, Payload>(
  declaration: Declaration<Type, Payload>,
): EventContract<Type, Payload> => ({
  type: declaration.type,
  version: declaration.version,
  topic: declaration.topic,
  schema: declaration.payload,
  of: (unchecked) => {
    const payload = declaration.payload.parse(unchecked);
    return {
      type: declaration.type,
      version: declaration.version,
      topic: declaration.topic,
      aggregateId: declaration.aggregateId(payload),
      keys: { ...declaration.keys?.(payload) },
      payload,
    };
  },
});

/** What an event of this contract carries. */
export type PayloadOf<Contract> = Contract extends EventContract<string, infer Payload> ? Payload : never;
