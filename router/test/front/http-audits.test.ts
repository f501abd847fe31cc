import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serverAudits, type AuditResult } from 'graphql-http';
import { aFront, type AFront } from './a-front.ts';

// https://github.com/graphql/graphql-http#audits: an error breaks the specification's MUST, a warning its SHOULD.

const audit = async (front: AFront): Promise<AuditResult[]> => {
  const results: AuditResult[] = [];
  for (const { fn } of serverAudits({ url: front.url })) results.push(await fn());
  return results;
};
const faultsOf = (results: readonly AuditResult[]) =>
  results.flatMap((result) =>
    result.status === 'ok' || result.status === 'notice' ? [] : [`${result.id} ${result.name}: ${result.reason}`],
  );

describe.each([
  ['Apollo Server’s lane', false],
  ['the fast lane', true],
])('GraphQL over HTTP through %s', (_, hasFastLane) => {
  let front: AFront;
  beforeAll(async () => {
    front = await aFront({ hasFastLane });
    // Whatever can be known is known from the second time on.
    if (hasFastLane) await audit(front);
  });
  afterAll(() => front.close());

  test('has neither an error nor a warning', async () => {
    const learned = front.engine.learned.length;
    const results = await audit(front);
    expect(results.length).toBeGreaterThan(60);
    expect(faultsOf(results)).toEqual([]);
    // They ask by GET with nothing that a page of another site could not send, which is refused against request forgery.
    expect(results.filter(({ status }) => status === 'notice').map(({ id }) => id)).toEqual(['5A70', 'D6D5', '6A70']);
    expect(front.engine.learned.length > learned).toBe(!hasFastLane);
  });
});
