/** Which way a request went: past Apollo Server, through it, or refused before either. */
export type Lane = 'fast' | 'apollo' | 'none';

/**
 * ok: whole. errors: with errors beside its data. Nothing was executed: over_budget, as it costs too much; rate_limited, as its
 * sender asks too often; refused, for any other reason.
 */
export type Outcome = 'ok' | 'errors' | 'over_budget' | 'rate_limited' | 'refused';

/** ok: the subgraph answered. errors: with errors. failed: it could not be reached, was too slow, or its answer was no GraphQL. */
export type FetchOutcome = 'ok' | 'errors' | 'failed';
