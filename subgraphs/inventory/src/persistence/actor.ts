import type { Door } from '@stoa/messaging';

/** Who a movement is put down to: a person, or the subgraph whose event or timer it was. */
export const actorOf = ({ caller }: Door): string => caller.user?.id ?? caller.service?.name ?? 'platform';
