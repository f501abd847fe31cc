import { serve } from '@stoa/subgraph-kit';
import { orders } from './subgraph.ts';

await serve(orders, { port: 4005 });
