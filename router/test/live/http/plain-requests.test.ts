import { expect, test } from '@jest/globals';
import { buildSchema, getOperationAST, parse } from 'graphql';
import type { CurrentEngine } from '../../../src/engine/current-engine.ts';
import { apolloGateway } from '../../../src/front/apollo-gateway.ts';

test.each([
  ['type Subscription { state: String }', /graphql-transport-ws.*text\/event-stream.*subscriptionSpec="1\.0"/],
  ['', /^There is no subscription to ask for here\.$/],
])(
  'A subscription that is asked for as one answer is told where it is served, in a graph with %j',
  async (type, message) => {
    const schema = buildSchema(`type Query { state: String } ${type}`);
    const document = parse('subscription { state }');
    const { executor } = await apolloGateway({ of: () => undefined } as unknown as CurrentEngine).load({ apollo: {} });
    const context = { passage: {} };
    const asked = { document, operation: getOperationAST(document), schema, request: {}, context };
    const { errors } = await executor!(asked as never);
    expect(errors![0]!.message).toMatch(message);
    expect(errors![0]!.extensions['code']).toBe('OPERATION_NOT_SERVED');
  },
);
