/** An expected outcome as a value: what an honest client can meet is returned, never thrown. */
export type Result<Value, Failure> = Ok<Value> | Err<Failure>;
export interface Ok<Value> {
  readonly ok: true;
  readonly value: Value;
}
export interface Err<Failure> {
  readonly ok: false;
  readonly failure: Failure;
}

/** It went well, with this value. */
export const ok = <Value>(value: Value): Ok<Value> => ({ ok: true, value });

/** It failed in an expected way. */
export const err = <Failure>(failure: Failure): Err<Failure> => ({ ok: false, failure });
