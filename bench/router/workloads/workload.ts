import type { FixtureName } from '../fixtures/fixture.ts';

/** Requests that are sent to every variant. */
export interface Workload {
  readonly name: string;
  /** As readers of the table see it. */
  readonly title: string;
  readonly fixture: FixtureName;
  /**
   * `load`: the bodies again and again, over so many connections. `cold`: each body once, one after the other, with a small
   * query beside them that feels when planning holds up others.
   */
  readonly kind: 'load' | 'cold';
  readonly connections: number;
  /** How much longer than others it is measured; few answers fit into a second. */
  readonly patience: number;
  /** JSON bodies with different variables; for `cold` the n-th distinct one is made when it is wanted. */
  readonly bodies: readonly string[];
}

/** A request's body. */
export const bodyOf = (query: string, variables: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({ query, variables });
