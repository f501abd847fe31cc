/** Tells a person what is being done, one short word at a time. */
export interface Progress {
  step(what: string): void;
  done(): void;
}

/** On a terminal one line that is overwritten, elsewhere a line for each step. */
export const progressOn = (stream: NodeJS.WriteStream): Progress => {
  const startedAt = performance.now();
  const seconds = () => `${((performance.now() - startedAt) / 1_000).toFixed(1)} s`;
  return stream.isTTY
    ? {
        step: (what) => stream.write(`\r\u001B[2K  ${seconds()}  ${what} …`),
        done: () => stream.write('\r\u001B[2K'),
      }
    : { step: (what) => stream.write(`  ${seconds()}  ${what}\n`), done: () => undefined };
};

/** Says nothing: for tests and benches. */
export const silent: Progress = { step: () => undefined, done: () => undefined };
