import { Refusal } from './refusal.mjs';

/** Refuses what a command does not know before anything is installed or started for it. */
export function checkOptions(command, args, known) {
  for (let at = 0; at < args.length; at += 1) {
    const [option, inline] = args[at].split(/=(.*)/s);
    const kind = kinds[option];
    if (!Object.hasOwn(known, option)) {
      throw new Refusal(`"${command}" does not know "${args[at]}": ${Object.keys(known).join(', ')}`);
    }
    if (!kind) {
      if (inline !== undefined) throw new Refusal(`${option} takes no value`);
      continue;
    }
    const value = inline ?? args[(at += 1)];
    if (value === undefined || !kind.pattern.test(value)) throw new Refusal(`${option} needs ${kind.says}`);
  }
}

/** The options that take a value, as `--port 4100` or `--port=4100`. */
const kinds = {
  '--broker': { pattern: /^(postgres|kafka)$/, says: '"postgres" or "kafka"' },
  '--port': { pattern: /^\d{1,5}$/, says: 'a port number' },
};
