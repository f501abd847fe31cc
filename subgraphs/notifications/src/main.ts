import { serve } from '@stoa/subgraph-kit';
import { notifications } from './subgraph.ts';

await serve(notifications, { port: 4008 });
