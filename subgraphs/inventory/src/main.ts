import { serve } from '@stoa/subgraph-kit';
import { inventory } from './subgraph.ts';

await serve(inventory, { port: 4003 });
