import { serve } from '@stoa/subgraph-kit';
import { products } from './subgraph.ts';

await serve(products, { port: 4002 });
