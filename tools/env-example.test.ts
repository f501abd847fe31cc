import { expect, test } from '@jest/globals';
import { envExample, isEnvExampleFresh } from './env-example.ts';

test('.env.example says what the settings say: `npm run env:example` writes it', () => {
  expect(isEnvExampleFresh()).toBe(true);
});

test('every process has its block, and no secret an example', () => {
  const blocks = envExample().split('\n## ').slice(1);
  expect(blocks.map((block) => block.split(':')[0])).toEqual([
    'The router',
    'users',
    'shops',
    'products',
    'inventory',
    'carts',
    'orders',
    'payments',
    'notifications',
  ]);
  const secrets = envExample().match(/^# \w+_(SECRET|KEY)=.*$/gm) ?? [];
  expect(secrets.length).toBeGreaterThan(10);
  expect(secrets.filter((line) => !line.endsWith('='))).toEqual([]);
});
