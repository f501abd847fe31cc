import { serve } from '@stoa/subgraph-kit';
import { users } from './subgraph.ts';

await serve(users, { port: 4001 });
