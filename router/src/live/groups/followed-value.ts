import type { FedByEvents } from '../../engine/engine.ts';
import { coded, LiveRefusal, nothingToFollow } from '../live-errors.ts';
import type { Viewer } from './viewer.ts';

/** What the key of an event has to be for a viewer to be told of it. @throws LiveRefusal when nothing can be */
export const followedValue = ({ field, argumentsOf }: FedByEvents, { view, coerced }: Viewer): string => {
  if (field.equals === 'viewer') {
    const { subject } = view.who.identity;
    if (subject === '') throw new LiveRefusal([coded('UNAUTHENTICATED', 'Sign in to follow what is yours.')]);
    return subject;
  }
  const value = argumentsOf(coerced)[field.equals.argument];
  if (typeof value !== 'string' && typeof value !== 'number') throw new LiveRefusal(nothingToFollow());
  return String(value);
};
