import { freePort } from '../../free-port.ts';
import type { Variant } from './variant.ts';

/** A router of the caller's choice: `node my-router.js --port {port} --supergraph {supergraph}`. */
export const extraVariant = (command: string): Variant => ({
  name: 'extra',
  what: `\`${command}\``,
  absence: () => undefined,
  runs: () => true,
  start: async ({ processes, fixture, plainSupergraphFile }) => {
    const port = await freePort();
    const filled = command.replaceAll('{port}', String(port)).replaceAll('{supergraph}', plainSupergraphFile);
    const [file = '', ...args] = filled.split(' ');
    return { port, processes: [await processes.launch(`extra.${fixture.name}`, { file, args })] };
  },
});
