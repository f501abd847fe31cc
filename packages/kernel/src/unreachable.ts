/** Ends a `switch` over a closed union: a case that is not handled does not compile, and one that slips in throws. */
export const unreachable = (value: never): never => {
  throw new TypeError(`Unhandled case: ${JSON.stringify(value)}`);
};
