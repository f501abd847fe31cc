import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fixture } from './fixtures/fixture.ts';
import { withoutAccessRules } from './fixtures/without-access-rules.ts';
import { asker } from './measure/ask.ts';
import type { Processes } from './measure/processes.ts';
import type { Replay } from './subgraphs/replay.ts';
import type { Ground, Running, Variant } from './variants/variant.ts';
import type { AccessTokens } from './workloads/access-tokens.ts';

/** Where everything of one fixture is written, and its subgraphs found. */
export const groundOf = (fixture: Fixture, { scratch, replay, keys, processes }: Shared): Ground => {
  const directory = path.join(scratch, 'run', fixture.name);
  mkdirSync(directory, { recursive: true });
  const supergraphFile = path.join(directory, 'supergraph.graphql');
  const plainSupergraphFile = path.join(directory, 'supergraph.plain.graphql');
  const urlOf = (subgraph: string) => replay.urlOf(fixture.name, subgraph);
  const sdl = fixture.supergraphSdl(urlOf);
  writeFileSync(supergraphFile, sdl);
  writeFileSync(plainSupergraphFile, withoutAccessRules(sdl));
  return { fixture, directory, supergraphFile, plainSupergraphFile, urlOf, keys, processes };
};

/** What all fixtures of a run have in common. */
export interface Shared {
  readonly scratch: string;
  readonly replay: Replay;
  /** The JSON Web Keys of the tokens that requests bring. */
  readonly keys: AccessTokens['keys'];
  readonly processes: Processes;
}

export interface FirstQuestion {
  readonly body: string;
  readonly token: string;
  /** How long to wait for the answer; default 60 s. */
  readonly patienceMs?: number | undefined;
}

const PATIENCE_MS = 60_000;

/** Starts a variant and waits for its first good answer. @throws with what it printed when there is none. */
export const startVariant = async (
  variant: Variant,
  ground: Ground,
  { body, token, patienceMs = PATIENCE_MS }: FirstQuestion,
): Promise<Running> => {
  const running = await variant.start(ground);
  const client = asker(running.port);
  try {
    const end = performance.now() + patienceMs;
    for (;;) {
      const answer = await client.ask(body, token).catch(() => undefined);
      if (answer?.status === 200 && answer.text.includes('"data":{')) return running;
      const hasEnded = running.processes.some((launched) => launched.hasEnded());
      if (!hasEnded && performance.now() < end) {
        await sleep(50);
        continue;
      }
      await Promise.all(running.processes.map((launched) => launched.end()));
      throw new Error(`${answer ? answer.text.slice(0, 300) : 'no answer'} ${lastLines(running)}`);
    }
  } finally {
    client.close();
  }
};

const lastLines = ({ processes }: Running) =>
  processes.map(({ printed }) => printed().trim().split('\n').slice(0, 6).join(' | ').slice(0, 600)).join('\n');
