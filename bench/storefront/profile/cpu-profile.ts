import { Session } from 'node:inspector/promises';
import { selfTimes, type SelfTime } from './self-times.ts';

let session: Session | undefined;

/** Starts to sample this process's JavaScript. */
export const startProfile = async (): Promise<boolean> => {
  session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 500 });
  await session.post('Profiler.start');
  return true;
};

/** Stops, and tells where the time went. @throws when no profile was started. */
export const stopProfile = async (): Promise<readonly SelfTime[]> => {
  if (!session) throw new Error('No profile was started');
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  session = undefined;
  return selfTimes(profile);
};
