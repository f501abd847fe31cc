import type { ShownHeaders } from '../../front/identify.ts';
import { isNeverPropagated } from '../../headers/never-propagated.ts';
import { badRequest } from '../../refusal.ts';

type Members = Readonly<Record<string, unknown>>;

/**
 * What a client shows of itself over a socket: browsers cannot set headers there, so members of `connection_init`'s payload, and
 * of its own member `headers`, stand for them and go before the upgrade request's.
 * @throws Refusal: 400 for what cannot be headers
 */
export const shownHeaders = (upgrade: ShownHeaders, payload: Members | undefined): ShownHeaders => {
  const shown = new Shown();
  if (payload !== undefined) {
    shown.take(payload);
    const nested = payload['headers'];
    if (typeof nested === 'object' && nested !== null && !Array.isArray(nested)) shown.take(nested as Members);
  }
  return shown.over(upgrade);
};

const MOST = 50;
const MOST_BYTES = 16_384;
const NAME = /^[\w!#$%&'*+.^`|~-]{1,256}$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Whoever shows one of these wants to be known by it: what it is not is no reason to take them for somebody else. */
const SECRETS: ReadonlySet<string> = new Set(['authorization', 'x-cart-token', 'x-order-token']);

/** Set by browsers and proxies, which is what they are believed for. */
const OTHERS_OWN: ReadonlySet<string> = new Set(['__proto__', 'cookie', 'forwarded', 'origin', 'via', 'x-real-ip']);
const OTHERS_PREFIXES = ['sec-', 'x-forwarded-'];

const mayBeShown = (name: string): boolean =>
  NAME.test(name) &&
  !isNeverPropagated(name) &&
  !OTHERS_OWN.has(name) &&
  !OTHERS_PREFIXES.some((prefix) => name.startsWith(prefix));

class Shown {
  readonly #headers = Object.create(null) as Record<string, string>;
  readonly #raw: string[] = [];
  #bytes = 0;

  take(members: Members): void {
    for (const [given, value] of Object.entries(members)) {
      const name = given.toLowerCase();
      if (mayBeShown(name)) this.#add(name, value);
    }
  }

  over({ headers, rawHeaders }: ShownHeaders): ShownHeaders {
    if (this.#raw.length === 0) return { headers, rawHeaders };
    const raw = [...this.#raw];
    for (let at = 0; at < rawHeaders.length; at += 2) {
      const name = rawHeaders[at] as string;
      if (!(name.toLowerCase() in this.#headers)) raw.push(name, rawHeaders[at + 1] as string);
    }
    return { headers: Object.assign(Object.create(null), headers, this.#headers) as typeof headers, rawHeaders: raw };
  }

  #add(name: string, value: unknown): void {
    if (typeof value !== 'string') {
      if (SECRETS.has(name) && value !== null) throw badRequest(`${name} is a string`);
      return;
    }
    if (!VALUE.test(value)) throw badRequest(`${name} is not the value of a header`);
    // The same at both places is said once.
    if (this.#headers[name] === value) return;
    this.#bytes += name.length + value.length;
    this.#raw.push(name, value);
    if (this.#raw.length > 2 * MOST) throw badRequest(`payload of connection_init has more than ${MOST} headers`);
    if (this.#bytes > MOST_BYTES) throw badRequest(`headers of connection_init have more than ${MOST_BYTES} bytes`);
    this.#headers[name] = value;
  }
}
