import type { Merge } from '../compile/merge.ts';
import type { FetchSpec } from '../compile/fetch-spec.ts';
import { isObject } from '../compile/own-property.ts';
import type { Rewrite } from '../compile/rewrites.ts';
import { pick, type FetchAnswer, type Send } from './wave.ts';
import { report, type RequestState, type Step } from './request-state.ts';
import type { SubgraphError } from './subgraph-error.ts';

interface RootFetch {
  readonly spec: FetchSpec;
  readonly rewriteOutput: Rewrite | undefined;
  readonly send: Send;
  readonly merge: Merge;
}

/** How an answer to root fields becomes the beginning of the data, or joins what is there. */
export const takingRoot = ({ spec, rewriteOutput, merge }: Omit<RootFetch, 'send'>) => {
  const { subgraph } = spec.query;
  const reportError = (state: RequestState, error: SubgraphError, hasData: boolean): void => {
    if (error.path || hasData) report(state, { subgraph, error, path: error.path });
    // It concerns the whole fetch: each field that it was to bring is told so.
    else for (const name of spec.rootFields) report(state, { subgraph, error, path: [name] });
  };
  return (state: RequestState, { data, errors }: FetchAnswer): void => {
    if (errors) for (const error of errors) reportError(state, error, isObject(data));
    if (!isObject(data)) return;
    rewriteOutput?.(data);
    merge(state.data, data);
  };
};

/** A fetch of root fields. */
export const rootFetch = ({ spec, rewriteOutput, send, merge }: RootFetch): Step => {
  const take = takingRoot({ spec, rewriteOutput, merge });
  return (state) => {
    const answered = send({
      query: spec.query,
      variables: pick(state.request.variables, spec.variableUsages),
      representations: [],
      request: state.request,
    });
    const { mayMerge } = state;
    if (!mayMerge) return answered.then((answer) => take(state, answer));
    return answered.then((answer) => mayMerge.then(() => take(state, answer)));
  };
};
