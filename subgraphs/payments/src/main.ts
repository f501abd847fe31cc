import { serve } from '@stoa/subgraph-kit';
import { payments } from './subgraph.ts';

await serve(payments, { port: 4006 });
