/** One of the types that an `accept` names. Source: RFC 9110 §12.5.1 */
export interface MediaRange {
  /** In lower case, as its parameters are, which have no quotes. */
  readonly type: string;
  readonly parameters: readonly string[];
  /** From 0, not wanted, to 1. What is none counts as 0. */
  readonly quality: number;
}

/** Reads an `accept` with the parameters that tell one multipart from another, which negotiation libraries pass over. */
export const mediaRanges = (accept: string): readonly MediaRange[] =>
  accept.split(',').map((range) => {
    const [type = '', ...parameters] = range.split(';').map((one) => one.replaceAll(/[\s"]/g, '').toLowerCase());
    return { type, parameters, quality: qualityOf(parameters) };
  });

function qualityOf(parameters: readonly string[]): number {
  const given = parameters.find((one) => one.startsWith('q='));
  const quality = given === undefined ? 1 : Number(given.slice(2));
  return quality >= 0 && quality <= 1 ? quality : 0;
}
