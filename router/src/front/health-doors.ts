import type { Visit } from '../visit.ts';
import { answerJson } from './answer-json.ts';

/**
 * Live: this process answers. Ready: it has an engine and may be sent requests; not while it closes. Neither asks a subgraph: a
 * part that fails is no whole that fails.
 */
export const healthDoors = (isReady: () => boolean) => {
  const live = ({ response }: Visit) => {
    answerJson(response, 200, { status: 'live' });
  };
  const ready = ({ response }: Visit) => {
    if (isReady()) answerJson(response, 200, { status: 'ready' });
    else answerJson(response, 503, { status: 'closing' });
  };
  return { '/health': live, '/ready': ready, '/health/live': live, '/health/ready': ready };
};
