import { randomUUID } from 'node:crypto';
import type { CurrentEngine } from '../../engine/current-engine.ts';
import type {
  CoercedVariables,
  Engine,
  EngineAnswer,
  EngineRequest,
  LiveOperation,
  Operation,
} from '../../engine/engine.ts';
import type { Identified } from '../../front/identify.ts';
import { LiveRefusal } from '../live-errors.ts';
import type { AskedDocument } from '../subscribed-operation.ts';

/** What one group has in common: the same operation with the same variables, asked with the same rights and headers. */
export interface View extends AskedDocument {
  readonly variables: EngineRequest['variables'];
  readonly who: Identified;
}

export interface ViewerOptions {
  readonly engines: CurrentEngine;
  /** @throws LiveRefusal when the engine does not take the operation */
  readonly operationOf: (engine: Engine, asked: AskedDocument) => Operation;
  /** For one read, milliseconds. */
  readonly timeoutMs: number;
}

/** Reads the graph for one group, as its viewer, on whichever engine is the current one. */
export class Viewer {
  readonly view: View;
  readonly #options: ViewerOptions;
  #engine: Engine | undefined;
  #live: LiveOperation | undefined;
  #coerced: CoercedVariables | undefined;
  /** The subgraphs whose headers are the same for all who share this; undefined as long as all headers are one object. */
  #sameFor: readonly string[] | undefined;

  constructor(view: View, options: ViewerOptions) {
    this.view = view;
    this.#options = options;
  }

  /** What the operation means on the current engine. @throws LiveRefusal when that does not take it, or not from this viewer */
  live(): LiveOperation {
    const engine = this.#options.engines.current();
    if (this.#engine === engine && this.#live) return this.#live;
    if (this.#sameFor && !isWithin(engine.subgraphs, this.#sameFor))
      throw new LiveRefusal([{ message: 'it may need other headers now' }]);
    const live = engine.live(this.#options.operationOf(engine, this.view));
    const { coerced, errors } = live.coerce(this.view.variables);
    if (!coerced) throw new LiveRefusal(errors);
    const refusal = live.refusalFor(this.view.who.identity, coerced);
    if (refusal) throw new LiveRefusal([refusal]);
    this.#coerced = coerced;
    this.#engine = engine;
    return (this.#live = live);
  }

  /** The variables as that operation takes them. */
  get coerced(): CoercedVariables {
    return this.#coerced ?? {};
  }

  /** Somebody else is shown what is read here: the view is the same, and the headers for these subgraphs. */
  sharedWith({ who }: View, subgraphs: readonly string[]): void {
    if (who.headersFor !== this.view.who.headersFor) this.#sameFor ??= subgraphs;
  }

  /** Runs one of the operations that `live` names. @param variables beside the client's own */
  read(operation: Operation, variables: Readonly<Record<string, unknown>>): Promise<EngineAnswer> {
    const { engines } = this.#options;
    const engine = this.#engine ?? engines.current();
    const release = engines.lease(engine);
    return engine.execute(operation, this.request({ ...this.view.variables, ...variables })).finally(release);
  }

  request(variables: EngineRequest['variables']): EngineRequest {
    const { identity, caller, headersFor } = this.view.who;
    return {
      variables,
      identity,
      caller,
      headersFor,
      // Joins no fetch that began before the event.
      isAfterEvent: true,
      requestId: randomUUID(),
      deadline: new Date(Date.now() + this.#options.timeoutMs),
    };
  }
}

const isWithin = (names: readonly string[], known: readonly string[]): boolean =>
  names.every((name) => known.includes(name));
