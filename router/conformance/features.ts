import type { Case } from './case.ts';

/** What a run must have met to say something: a count of 0 fails it. */
export const FEATURES: Readonly<Record<string, (met: Case) => boolean>> = {
  'plan: entities (Flatten)': ({ planText }) => planText.includes('"kind":"Flatten"'),
  'plan: several fetches at once (Parallel)': ({ planText }) => planText.includes('"kind":"Parallel"'),
  'plan: one after another (Sequence)': ({ planText }) => planText.includes('"kind":"Sequence"'),
  'plan: condition': ({ planText }) => planText.includes('"kind":"Condition"'),
  'plan: input rewrites': ({ planText }) => planText.includes('"inputRewrites":['),
  'plan: output rewrites': ({ planText }) => planText.includes('"outputRewrites":['),
  'plan: nothing to fetch': ({ planText }) => planText === '{"kind":"QueryPlan"}',
  'operation: mutation': ({ ask }) => ask.query.startsWith('mutation'),
  'operation: named fragment': ({ ask }) => ask.query.includes('fragment F'),
  'operation: @skip or @include': ({ ask }) => /@(skip|include)/.test(ask.query),
  'operation: variable with a default': ({ ask }) => /\$v\d+: [^,)]+ = /.test(ask.query),
  'operation: variable that is null': ({ ask }) => Object.values(ask.variables).includes(null),
  'operation: alias that is a key': ({ ask }) => /\b(id|sku|seal|version): \w/.test(ask.query),
  'operation: __typename': ({ ask }) => ask.query.includes('__typename'),
  'operation: @requires': ({ ask }) => /\bneed\d/.test(ask.query),
  'operation: field of an @interfaceObject': ({ ask }) => /\bextra\d/.test(ask.query),
  'answer: partial data with errors': ({ ours }) => ours.errors.length > 0 && ours.data !== 'null',
  'answer: null at the root': ({ ours }) => ours.data === 'null',
  'answer: error inside a list': ({ ours }) =>
    ours.errors.some(({ path }) => path?.some((step) => typeof step === 'number')),
  'answer: null where none was promised, without an error': ({ stock }) => stock.incomplete === true,
};

/** What the subgraphs must have met. */
export const WORLD_FEATURES: readonly string[] = [
  '@requires',
  'entity',
  'entity by the name of its interface',
  'entity is missing',
  'entity fails',
  'subgraph is down',
  'field fails with TEAPOT',
  'field fails with INTERNAL_SERVER_ERROR',
  'null in a non-null field',
].map((what) => `world: ${what}`);
