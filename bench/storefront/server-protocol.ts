import type { SelfTime } from './profile/self-times.ts';

/** What the server has done since it started. */
export interface Counters {
  /** Milliseconds on the server's own clock. */
  readonly at: number;
  readonly appCpuMs: number;
  readonly postgresCpuMs: number;
  /** How often each statement was sent, by `domain: text`; BEGIN and COMMIT are statements too. */
  readonly statements: Readonly<Record<string, number>>;
  /** How often each subgraph was asked by the router. */
  readonly fetches: Readonly<Record<string, number>>;
}

/** What the server answers, by the question's name. */
export interface Answers {
  readonly counters: () => Counters;
  readonly databaseUrl: (database: string) => string;
  readonly postgresPid: () => number;
  readonly createAdmin: (credentials: Credentials) => boolean;
  readonly startProfile: () => boolean;
  readonly stopProfile: () => readonly SelfTime[];
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
}
