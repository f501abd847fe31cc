/** What a batch found; a failure among it is thrown. */
export const loaded = <Value>(results: readonly (Value | Error | null)[]): Value[] =>
  results.flatMap((result) => {
    if (result instanceof Error) throw result;
    return result === null ? [] : [result];
  });
