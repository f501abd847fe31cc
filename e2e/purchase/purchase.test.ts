import { afterAll, beforeAll } from '@jest/globals';
import { stoaProcess, type StoaProcess } from '../harness/stoa-process.ts';
import { purchaseStory } from './a-purchase.ts';

let stoa: StoaProcess;
beforeAll(async () => {
  stoa = await stoaProcess();
  await stoa.start();
});
afterAll(() => stoa.destroy());

purchaseStory('a purchase', () => Promise.resolve(stoa));
