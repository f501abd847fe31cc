import { serve } from '@stoa/subgraph-kit';
import { carts } from './subgraph.ts';

await serve(carts, { port: 4004 });
