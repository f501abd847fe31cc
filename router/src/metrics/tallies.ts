import { Counter, type Registry } from 'prom-client';

/** One counted thing: adding to it costs an addition. */
export interface Tally {
  readonly labels: Readonly<Record<string, string>>;
  count: number;
}

export interface TalliesOptions {
  readonly registry: Registry;
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
}

/** A counter whose labels are resolved once, ahead; it becomes a Prometheus counter when somebody looks. */
export const tallies = ({ registry, name, help, labelNames }: TalliesOptions) => {
  const all: Tally[] = [];
  new Counter({
    name,
    help,
    labelNames: [...labelNames],
    registers: [registry],
    collect() {
      this.reset();
      for (const { labels, count } of all) this.inc({ ...labels }, count);
    },
  });
  return (labels: Tally['labels'] = {}): Tally => {
    const tally = { labels, count: 0 };
    all.push(tally);
    return tally;
  };
};
