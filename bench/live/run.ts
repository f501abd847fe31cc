// What pushing an order's changes to shoppers costs: `npm run bench:live -- --help`.
import { describeMachine } from '../report/machine.ts';
import { readFlags } from './flags.ts';
import { tooManySockets } from './open-files.ts';
import { writeReport } from './report/write-report.ts';
import { runBench } from './run-bench.ts';

const read = readFlags(process.argv.slice(2));
const hindrance =
  'say' in read
    ? read.say
    : process.platform === 'linux'
      ? tooManySockets(read.flags.sockets)
      : 'CPU is read from /proc: this bench runs on Linux only';
if ('say' in read || hindrance !== undefined) {
  console.error(hindrance);
  process.exit(process.argv.includes('--help') ? 0 : 2);
}

const say = (what: string) => console.log(`${new Date().toISOString().slice(11, 19)}  ${what}`);
const machine = describeMachine(new Date());
say(machine);
writeReport(await runBench(read.flags, say), read.flags, machine);
