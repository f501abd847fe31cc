import { publicUrl } from '@stoa/subgraph-kit';

/** What products reads from its environment, beside what every process does. */
export const settings = { publicUrl };
