import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StartError } from './start-error.ts';

export type BrokerKind = 'postgres' | 'kafka';

/**
 * One data directory belongs to one kind of broker: events wait in the one it began with.
 * @throws StartError when these data were made with the other kind.
 */
export const keepBrokerKind = (stateDirectory: string, kind: BrokerKind): void => {
  const file = path.join(stateDirectory, 'broker');
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
  if (kept === undefined) writeFileSync(file, `${kind}\n`);
  else if (kept !== kind)
    throw new StartError(
      `The data in ${stateDirectory} belong to the ${kept} broker, not to ${kind}. Start with that one, or reset.`,
    );
};
