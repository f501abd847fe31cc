import type { Fixture } from '../fixtures/fixture.ts';
import type { Launched, Processes } from '../measure/processes.ts';
import type { AccessTokens } from '../workloads/access-tokens.ts';
import type { Workload } from '../workloads/workload.ts';

/** Where a variant finds what it needs to run on one fixture. */
export interface Ground {
  readonly fixture: Fixture;
  /** Folder for its own configuration files. */
  readonly directory: string;
  /** The supergraph with everything in it. */
  readonly supergraphFile: string;
  /** The same without rules of access and cost, for routers that know none. */
  readonly plainSupergraphFile: string;
  /** Where a subgraph stands. */
  readonly urlOf: (subgraph: string) => string;
  /** The JSON Web Keys of the tokens that requests bring. */
  readonly keys: AccessTokens['keys'];
  readonly processes: Processes;
}

/** A variant that answers at POST http://127.0.0.1:<port>/graphql. */
export interface Running {
  readonly port: number;
  /** All whose CPU counts as the variant's. */
  readonly processes: readonly Launched[];
  /** A Node process of ours whose inspector may be opened. */
  readonly inspectable?: Launched;
}

/** Our router, which may be looked into. */
export interface RunningRouter extends Running {
  readonly inspectable: Launched;
}

export interface Variant {
  readonly name: string;
  /** One line for readers of the table. */
  readonly what: string;
  /** Why it cannot run here; undefined when it can. */
  readonly absence: () => string | undefined;
  readonly runs: (workload: Workload) => boolean;
  readonly start: (ground: Ground) => Promise<Running>;
  /** Why it is not what it says, seen after it answered; undefined when it is. */
  readonly pretends?: (running: Running) => Promise<string | undefined>;
}
