import type { Visit } from '../visit.ts';
import { answerJson } from './answer-json.ts';

/** Live: this process answers. Ready: it may be sent requests. Neither asks a subgraph: a part that fails is no whole that fails. */
export const healthDoors = (isReady: () => boolean) => ({
  '/health/live': ({ response }: Visit) => {
    answerJson(response, 200, { status: 'live' });
  },
  '/health/ready': ({ response }: Visit) => {
    if (isReady()) answerJson(response, 200, { status: 'ready' });
    else answerJson(response, 503, { status: 'closing' });
  },
});
