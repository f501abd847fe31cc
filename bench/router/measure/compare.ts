import { createHash } from 'node:crypto';
import type { Replay } from '../subgraphs/replay.ts';
import type { Workload } from '../workloads/workload.ts';
import { asker, isAnswered } from './ask.ts';

/** What a variant answered before anything was timed. */
export interface Checked {
  /** Why it is not measured; undefined when its answers are those of the others. */
  readonly fault: string | undefined;
  readonly answerBytes: number;
  /** Subgraph calls for one request alone. */
  readonly fetches: number;
}

interface Answered {
  readonly name: string;
  readonly port: number;
}

/**
 * Asks every variant everything once and compares the answers as JSON, without extensions, with what most of them say. Also
 * sees that every subgraph call carried the caller's Authorization.
 */
export const compareAnswers = async (
  variants: readonly Answered[],
  { bodies }: Pick<Workload, 'bodies'>,
  context: Context,
): Promise<ReadonlyMap<string, Checked>> => {
  const all: (Collected & { readonly name: string })[] = [];
  for (const { name, port } of variants) all.push({ name, ...(await answersOf(port, bodies, context)) });
  const expected = agreed(all);
  return new Map(
    all.map((one) => {
      const { name, counts, bytes } = one;
      const fault =
        one.fault ??
        differenceFrom(expected, one) ??
        (counts.authorized < counts.requests ? 'does not forward Authorization' : undefined);
      return [name, { fault, answerBytes: bytes / bodies.length, fetches: counts.requests / bodies.length }];
    }),
  );
};

interface Context {
  readonly tokens: readonly string[];
  readonly replay: Replay;
}

interface Collected {
  readonly fault: string | undefined;
  /** One for each answer, the same for equal JSON. */
  readonly digests: readonly string[];
  /** How each answer begins, for people. */
  readonly beginnings: readonly string[];
  readonly bytes: number;
  readonly counts: { readonly requests: number; readonly authorized: number };
}

async function answersOf(port: number, bodies: readonly string[], { tokens, replay }: Context): Promise<Collected> {
  const client = asker(port);
  await replay.quiet();
  const [digests, beginnings]: [string[], string[]] = [[], []];
  let [fault, bytes]: [string | undefined, number] = [undefined, 0];
  for (const [n, body] of bodies.entries()) {
    const answer = await client.ask(body, tokens[n % tokens.length] ?? '');
    const { status, text } = answer;
    if (!isAnswered(answer)) fault ??= `answers ${status} ${text.slice(0, 300)}`;
    digests.push(fault === undefined ? digestOf(text) : '');
    beginnings.push(text.slice(0, 300));
    bytes += Buffer.byteLength(text);
  }
  client.close();
  return { fault, digests, beginnings, bytes, counts: await replay.reset() };
}

/** The same for answers that are equal as JSON, whatever the order of their keys; without extensions. */
export const digestOf = (text: string): string => {
  const { extensions: _, ...answer } = JSON.parse(text) as Record<string, unknown>;
  return createHash('sha256').update(JSON.stringify(answer, inOrder)).digest('base64');
};

const inOrder = (_: string, value: unknown): unknown =>
  typeof value !== 'object' || value === null || Array.isArray(value)
    ? value
    : Object.fromEntries(Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1)));

/** What most say, answer by answer taken together. */
function agreed(all: readonly Collected[]): readonly string[] {
  const good = all.filter(({ fault }) => fault === undefined).map(({ digests }) => digests);
  const key = (digests: readonly string[]) => digests.join();
  const votes = (digests: readonly string[]) => good.filter((other) => key(other) === key(digests)).length;
  return good.toSorted((left, right) => votes(right) - votes(left))[0] ?? [];
}

function differenceFrom(expected: readonly string[], { digests, beginnings }: Collected): string | undefined {
  const n = expected.findIndex((digest, at) => digest !== digests[at]);
  return n < 0 ? undefined : `answers otherwise than most to request ${n}: ${beginnings[n] ?? ''}`;
}
