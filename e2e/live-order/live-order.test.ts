import { afterAll, beforeAll } from '@jest/globals';
import { stoaProcess, type StoaProcess } from '../harness/stoa-process.ts';
import { aLiveWorld } from './a-live-world.ts';
import { liveOrderStory } from './a-live-order.ts';

let stoa: StoaProcess;
beforeAll(async () => {
  stoa = await stoaProcess();
  await stoa.start();
}, 60_000);
afterAll(() => stoa.destroy());

liveOrderStory('a live order', () => aLiveWorld(stoa));
