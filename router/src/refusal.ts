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

export const noSuchPage = (): Refusal => new Refusal({ status: 404, code: 'NOT_FOUND', message: 'No such page.' });
export const badRequest = (message: string): Refusal => new Refusal({ status: 400, code: 'BAD_REQUEST', message });
export const unavailable = (status: 502 | 503, message: string): Refusal =>
  new Refusal({ status, code: 'TEMPORARILY_UNAVAILABLE', message });
