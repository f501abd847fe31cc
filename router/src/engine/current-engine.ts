import { assertValidSchema, type GraphQLSchema } from 'graphql';
import type { Engine } from './engine.ts';

/** The engine that answers now, and those before it for as long as something runs on them. */
export interface CurrentEngine {
  readonly current: () => Engine;
  /** The engine whose API schema this is; undefined once it has closed. */
  readonly of: (schema: GraphQLSchema) => Engine | undefined;
  /** Called with each next engine, from the moment on that it is the current one. @returns how to stop listening */
  readonly onSwap: (listener: (engine: Engine) => void) => () => void;
  /** Keeps an engine open. @returns its release, to be called once for each lease */
  readonly lease: (engine: Engine) => () => void;
}

export interface SwappableEngine extends CurrentEngine {
  /**
   * Makes `next` the current engine; the one before closes after its last execution. @returns when that has closed
   * @throws when the API schema of `next` is not valid: the current engine serves on
   */
  readonly swap: (next: Engine) => Promise<void>;
}

interface Generation {
  readonly engine: Engine;
  readonly release: () => void;
  leases: number;
  /** Set when another engine is current: what is done after the last release. */
  onIdle: (() => void) | undefined;
}

/** @throws when the engine's API schema is not valid */
export const swappableEngine = (first: Engine): SwappableEngine => {
  const generations = new Map<GraphQLSchema, Generation>();
  const listeners = new Set<(engine: Engine) => void>();
  let current = first;
  open(first);

  function open(engine: Engine): void {
    assertValidSchema(engine.apiSchema);
    const generation: Generation = {
      engine,
      leases: 0,
      onIdle: undefined,
      // One function for all leases of an engine: the hot path makes none.
      release: () => {
        generation.leases -= 1;
        if (generation.leases === 0) generation.onIdle?.();
      },
    };
    generations.set(engine.apiSchema, generation);
  }

  const retire = async (engine: Engine): Promise<void> => {
    const generation = generations.get(engine.apiSchema) as Generation;
    // Again and again: between its last release and this line somebody may have come back for a document of its schema.
    while (generation.leases > 0) await new Promise<void>((resolve) => (generation.onIdle = resolve));
    generations.delete(engine.apiSchema);
    await engine.close();
  };

  return {
    current: () => current,
    of: (schema) => generations.get(schema)?.engine,
    lease: ({ apiSchema }) => {
      const generation = generations.get(apiSchema);
      if (!generation) throw new Error('This engine has closed');
      generation.leases += 1;
      return generation.release;
    },
    onSwap: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    swap: async (next) => {
      if (generations.has(next.apiSchema)) throw new Error('This engine is in use already');
      open(next);
      const last = current;
      current = next;
      for (const listener of listeners) listener(next);
      await retire(last);
    },
  };
};
