export { aGuest, aService, aUser, withOrderToken } from './callers.ts';
export { openTestSubgraph } from './open-test-subgraph.ts';
export type { EventAt, TestAnswer, TestClock, TestSubgraph, TestSubgraphOptions } from './open-test-subgraph.ts';
export { emptyDatabase, testDatabase, type TestDatabase } from './postgres/test-database.ts';
