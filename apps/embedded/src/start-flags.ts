import { parseArgs } from 'node:util';
import type { BrokerKind } from './broker-kind.ts';
import { StartError } from './start-error.ts';

export interface StartFlags {
  readonly wantsDemo: boolean;
  readonly broker: BrokerKind;
  readonly port: number;
}

/** Reads what `npm start` was given. @throws StartError for what it does not know. */
export const startFlags = (args: readonly string[]): StartFlags => {
  const { 'no-demo': noDemo, broker, port } = parsed(args);
  if (broker !== 'postgres' && broker !== 'kafka')
    throw new StartError(`--broker is "postgres" or "kafka", not "${broker}".`);
  if (!/^[1-9]\d{0,4}$/.test(port) || Number(port) > 65_535)
    throw new StartError(`--port is a port's number, not "${port}".`);
  return { wantsDemo: !noDemo, broker, port: Number(port) };
};

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        'no-demo': { type: 'boolean', default: false },
        broker: { type: 'string', default: 'postgres' },
        port: { type: 'string', default: '4000' },
      },
    }).values;
  } catch (error) {
    throw new StartError((error as Error).message);
  }
}
