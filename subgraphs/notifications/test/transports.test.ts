import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EmailVerified } from '@stoa/contracts';
import { newId } from '@stoa/kernel';
import type { TestSubgraph } from '@stoa/testing';
import { accountFacts } from './a-notification.ts';
import { openNotifications } from './open-notifications.ts';
import { smtpSink, type SmtpSink } from './smtp-sink.ts';

const answer = () => Promise.resolve({ data: { user: accountFacts() } });
let sink: SmtpSink;
let subgraph: TestSubgraph;
beforeAll(async () => {
  sink = await smtpSink();
  subgraph = await openNotifications(answer, {
    SMTP_URL: sink.url,
    NODE_ENV: 'production',
    MAIL_FROM: 'Shop <hello@shop.example>',
  });
});
afterAll(async () => {
  await subgraph.close();
  await sink.close();
});

test('with a mail server mail goes there, and there is no mailbox to look into', async () => {
  await subgraph.hear(EmailVerified.of({ userId: newId('usr') }));
  await subgraph.open.runJob('send-notifications');
  expect(sink.messages).toHaveLength(1);
  expect(sink.messages[0]).toMatch(/^Message-ID: <[0-9a-f]{32}@shop\.example>\r?$/m);
  expect(sink.messages[0]).toMatch(/^From: Shop <hello@shop\.example>\r?$/m);
  expect((await subgraph.http('/mail'))?.status).toBe(404);
});

test('a mail that the server refused for now goes out later', async () => {
  sink.answerRecipients('451 later');
  await subgraph.hear(EmailVerified.of({ userId: newId('usr') }));
  await subgraph.open.runJob('send-notifications');
  expect(sink.messages).toHaveLength(1);
  sink.answerRecipients(undefined);
  subgraph.clock.advance(5_000);
  await subgraph.open.runJob('send-notifications');
  expect(sink.messages).toHaveLength(2);
});

test('production without a mail server does not start', async () => {
  await expect(openNotifications(answer, { NODE_ENV: 'production' })).rejects.toThrow('SMTP_URL');
});
