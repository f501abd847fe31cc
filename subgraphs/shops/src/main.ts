import { serve } from '@stoa/subgraph-kit';
import { shops } from './subgraph.ts';

await serve(shops, { port: 4007 });
