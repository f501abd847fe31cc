import { readFileSync } from 'node:fs';

// What a process has open beside its sockets.
const OTHERS = 200;

/** Says why so many sockets do not fit into one process; undefined when they do. Node has raised the soft limit to the hard one. */
export const tooManySockets = (sockets: number): string | undefined => {
  const limit = Number(/Max open files\s+(\d+)/.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? Infinity);
  if (sockets + OTHERS <= limit) return undefined;
  return `${sockets} sockets need ${sockets + OTHERS} open files in one process, and ${limit} are allowed: raise \`ulimit -n\``;
};
