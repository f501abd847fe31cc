import { parseArgs } from 'node:util';

export interface Flags {
  readonly variants: readonly string[] | undefined;
  readonly workloads: readonly string[] | undefined;
  readonly rounds: number;
  readonly seconds: number;
  readonly tokens: number;
  readonly warm: number;
  readonly swaps: number;
  readonly distinct: number;
  readonly dry: boolean;
  readonly extra: string | undefined;
}

const OPTIONS = {
  variants: { type: 'string' },
  workloads: { type: 'string' },
  rounds: { type: 'string', default: '5' },
  seconds: { type: 'string', default: '3' },
  tokens: { type: 'string', default: '5000' },
  warm: { type: 'string', default: '3000' },
  swaps: { type: 'string', default: '1000' },
  distinct: { type: 'string', default: '10000' },
  extra: { type: 'string' },
  dry: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** What to measure, or the text that says why not. */
export const readFlags = (
  args: readonly string[],
  known: Known,
): { readonly flags: Flags } | { readonly say: string } => {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    if (values.help) return { say: usage(known) };
    return {
      flags: {
        variants: chosen('variants', values.variants, known.variants),
        workloads: chosen('workloads', values.workloads, known.workloads),
        rounds: positive('rounds', values.rounds),
        seconds: positive('seconds', values.seconds),
        tokens: positive('tokens', values.tokens),
        warm: positive('warm', values.warm),
        swaps: whole('swaps', values.swaps),
        distinct: whole('distinct', values.distinct),
        dry: values.dry,
        extra: values.extra,
      },
    };
  } catch (error) {
    return { say: `${(error as Error).message}\n\n${usage(known)}` };
  }
};

interface Known {
  readonly variants: readonly string[];
  readonly workloads: readonly string[];
}

const usage = ({ variants, workloads }: Known) => `Router CPU per request, ours beside others, in one run.

  node bench/router/run.ts [flags]

  --variants A,B     of ${variants.join(', ')}
  --workloads A,B    of ${workloads.join(', ')}
  --rounds N         rounds, each variant once in every one (5)
  --seconds N        seconds of load each time (3)
  --warm N           requests before anything is timed, 10 seconds of them at most (3000)
  --tokens N         different access tokens, used in turn (5000)
  --swaps N          supergraphs that our router is given one after the other; 0 leaves it out (1000)
  --distinct N       operations that our router has never seen, for its memory; 0 leaves it out (10000)
  --extra COMMAND    one more router: a command in which {port} and {supergraph} are filled in
  --dry              print the tables, leave README.md and figures.svg alone
  --help             this text`;

function chosen(flag: string, list: string | undefined, all: readonly string[]): readonly string[] | undefined {
  const names = list?.split(',');
  const unknown = names?.filter((name) => !all.includes(name)) ?? [];
  if (unknown.length > 0) throw new RangeError(`--${flag}: there is no ${unknown.join(', ')}`);
  return names;
}

function positive(flag: string, text: string): number {
  if (whole(flag, text) === 0) throw new RangeError(`--${flag} is 1 at least`);
  return Number(text);
}

function whole(flag: string, text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new RangeError(`--${flag} is a whole number, not "${text}"`);
  return Number(text);
}
