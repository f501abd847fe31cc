import { parseArgs } from 'node:util';

export const SCENARIOS = ['one-key', 'distinct-keys', 'real-graph', 'churn'] as const;
export type ScenarioName = (typeof SCENARIOS)[number];
export const BROKERS = ['postgres', 'kafka'] as const;
export type BrokerName = (typeof BROKERS)[number];

export interface Flags {
  readonly scenarios: readonly ScenarioName[];
  readonly brokers: readonly BrokerName[];
  readonly sockets: number;
  readonly rounds: number;
  readonly events: number;
  readonly rate: number;
  readonly seconds: number;
  readonly followers: number;
  readonly cycles: number;
  readonly dry: boolean;
}

const NUMBERS = {
  sockets: { whole: 10_000, quick: 500 },
  rounds: { whole: 3, quick: 1 },
  events: { whole: 10, quick: 5 },
  rate: { whole: 2_000, quick: 500 },
  seconds: { whole: 5, quick: 2 },
  followers: { whole: 1_000, quick: 100 },
  cycles: { whole: 200_000, quick: 2_000 },
} as const;
type NumberFlag = keyof typeof NUMBERS;

const OPTIONS = {
  scenarios: { type: 'string', default: SCENARIOS.join(',') },
  brokers: { type: 'string', default: BROKERS.join(',') },
  sockets: { type: 'string' },
  rounds: { type: 'string' },
  events: { type: 'string' },
  rate: { type: 'string' },
  seconds: { type: 'string' },
  followers: { type: 'string' },
  cycles: { type: 'string' },
  quick: { type: 'boolean', default: false },
  dry: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** What to measure, or the text that says why not. */
export const readFlags = (args: readonly string[]): { readonly flags: Flags } | { readonly say: string } => {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    if (values.help) return { say: USAGE };
    const number = (flag: NumberFlag) => positive(flag, values[flag], NUMBERS[flag][values.quick ? 'quick' : 'whole']);
    return {
      flags: {
        scenarios: chosen('scenarios', values.scenarios, SCENARIOS),
        brokers: chosen('brokers', values.brokers, BROKERS),
        ...{ sockets: number('sockets'), rounds: number('rounds'), events: number('events') },
        ...{ rate: number('rate'), seconds: number('seconds'), followers: number('followers') },
        cycles: number('cycles'),
        // Small numbers are for trying, not for the README.
        dry: values.dry || values.quick,
      },
    };
  } catch (error) {
    return { say: `${(error as Error).message}\n\n${USAGE}` };
  }
};

const both = (flag: NumberFlag) => `${NUMBERS[flag].whole}; --quick: ${NUMBERS[flag].quick}`;

const USAGE = `What pushing an order's changes costs, our router beside graphql-ws' own server, in one run.

  npm run bench:live -- [flags]

  --scenarios A,B    of ${SCENARIOS.join(', ')}
  --brokers A,B      of ${BROKERS.join(', ')}, for real-graph
  --sockets N        clients of one-key and distinct-keys, one subscription each (${both('sockets')})
  --rounds N         of one-key and distinct-keys, the servers in turn (${both('rounds')})
  --events N         changes that all clients of one-key see (${both('events')})
  --rate N           changes in a second of distinct-keys (${both('rate')})
  --seconds N        of load, of distinct-keys and of each rate of real-graph (${both('seconds')})
  --followers N      clients of real-graph, each with an order of its own (${both('followers')})
  --cycles N         clients of churn, who come and go (${both('cycles')})
  --quick            small numbers, for trying; like --dry
  --dry              print the tables, leave README.md and figures.svg alone
  --help             this text`;

function chosen<Name extends string>(flag: string, list: string, all: readonly Name[]): readonly Name[] {
  const names = list.split(',');
  const unknown = names.find((name) => !all.some((one) => one === name));
  if (unknown !== undefined) throw new RangeError(`--${flag}: there is no ${unknown}`);
  return all.filter((one) => names.includes(one));
}

function positive(flag: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new RangeError(`--${flag} is a whole number from 1, not "${text}"`);
  return Number(text);
}
