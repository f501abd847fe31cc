import { expect, test } from '@jest/globals';
import { readConfigurationFile } from '../../../src/configuration/read-configuration.ts';
import { addressOf } from '../../../src/configuration/subgraph-addresses.ts';
import { aFile, fileNamed } from '../../configuration/a-directory.ts';

const read = (subscriptionUrl: string) =>
  readConfigurationFile(aFile('router.yaml', `subgraphs: { prices: { subscriptionUrl: ${subscriptionUrl} } }`));

test.each(['ws://127.0.0.1:4001/streams', 'wss://prices.example.com'])(
  'a configuration says where a subgraph serves subscriptions: %s',
  (subscriptionUrl) => {
    const configuration = read(subscriptionUrl);
    if (!configuration.ok) throw new Error(configuration.failure.join('\n'));
    const { subgraphs } = configuration.value;
    const sources = { flags: new Map<string, string>(), configured: subgraphs, environment: {} };
    expect(addressOf({ name: 'prices', url: 'http://a/graphql' }, sources)).toEqual({
      ok: true,
      value: { url: 'http://a/graphql', subscriptionUrl },
    });
  },
);

test.each(['http://a', 'https://a', 'a', 'file:///etc', '3'])('nothing but ws and wss: %s', (subscriptionUrl) => {
  expect(read(subscriptionUrl)).toEqual({
    ok: false,
    failure: [expect.stringMatching(new RegExp(`^${fileNamed('router.yaml')}: subgraphs.prices.subscriptionUrl: \\S`))],
  });
});
