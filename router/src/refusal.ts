/** A request that is turned away before any of it is run. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  constructor({ status, code, message, headers = {} }: RefusalOptions) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

interface RefusalOptions {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The address leads nowhere. */
export const noSuchPage = (): Refusal => new Refusal({ status: 404, code: 'NOT_FOUND', message: 'No such page.' });

/** `message` says what is wrong with the request. */
export const badRequest = (message: string): Refusal => new Refusal({ status: 400, code: 'BAD_REQUEST', message });

/** A part does not answer: 502 behind a forwarded page, 503 when nobody can be signed in. */
export const unavailable = (status: 502 | 503, message: string): Refusal =>
  new Refusal({ status, code: 'TEMPORARILY_UNAVAILABLE', message });
