import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@stoa/kernel';
import type { MailTransport, OutgoingMail } from '../src/domain/mail.ts';
import { mailbox } from '../src/persistence/mailbox.ts';
import { smtp } from '../src/providers/smtp.ts';
import { openNotifications } from './open-notifications.ts';
import { smtpSink, type SmtpSink } from './smtp-sink.ts';

interface Adapter {
  readonly transport: MailTransport;
  /** Message ids of everything taken, as often as a reader sees them. */
  taken(): Promise<string[]>;
  close(): Promise<unknown>;
}

const aMail = (): OutgoingMail => {
  const notificationId = newId('ntf');
  return {
    notificationId,
    messageId: `<${notificationId.toLowerCase()}@stoa.local>`,
    to: 'ada@example.com',
    subject: 'Grüße – your order',
    text: 'Two lines\nof text.\n',
    html: '<p>Two lines</p>',
  };
};

describe.each<[string, () => Promise<Adapter>]>([
  ['mailbox', openMailbox],
  ['smtp', openSmtp],
])('a mail transport: %s', (_name, open) => {
  let adapter: Adapter;
  beforeAll(async () => {
    adapter = await open();
  });
  afterAll(() => adapter.close());

  test('takes a mail under its message id', async () => {
    const mail = aMail();
    expect(await adapter.transport.send(mail)).toEqual({ ok: true, value: undefined });
    expect(await adapter.taken()).toContain(mail.messageId);
  });

  test('takes the same message again without complaint, under the same id', async () => {
    const mail = aMail();
    await adapter.transport.send(mail);
    expect(await adapter.transport.send(mail)).toMatchObject({ ok: true });
    expect(new Set(await adapter.taken()).has(mail.messageId)).toBe(true);
  });
});

describe('smtp', () => {
  let sink: SmtpSink;
  beforeAll(async () => {
    sink = await smtpSink();
  });
  afterAll(() => sink.close());

  test.each([
    ['550 no such user', 'REFUSED'],
    ['451 later', 'REFUSED_FOR_NOW'],
  ])('a server that says %s means %s', async (line, kind) => {
    sink.answerRecipients(line);
    const sent = await smtp({ url: sink.url, from: 'Stoa <a@stoa.local>' }).send(aMail());
    expect(sent).toEqual({ ok: false, failure: { kind, reason: `The mail server answered ${line.slice(0, 3)}` } });
  });

  test('a server that cannot be reached means not now', async () => {
    const sent = await smtp({ url: 'smtp://127.0.0.1:1', from: 'Stoa <a@stoa.local>' }).send(aMail());
    expect(sent).toMatchObject({ ok: false, failure: { kind: 'REFUSED_FOR_NOW' } });
  });

  test('an address is one address, whatever is written in it', async () => {
    sink.answerRecipients(undefined);
    const before = sink.messages.length;
    await smtp({ url: sink.url, from: 'Stoa <a@stoa.local>' }).send({ ...aMail(), to: 'a@example.com, b@example.com' });
    const headers = sink.messages.slice(before).map((message) => message.split('\r\n\r\n')[0]);
    for (const header of headers) expect(header).not.toMatch(/^To: .*a@example\.com>?, <?b@example\.com/m);
  });
});

async function openMailbox(): Promise<Adapter> {
  const subgraph = await openNotifications(() => Promise.reject(new Error('nobody asks')));
  return {
    transport: mailbox(subgraph.pool, subgraph.clock),
    taken: async () => {
      const { rows } = await subgraph.pool.query<{ message_id: string }>('SELECT message_id FROM mails');
      return rows.map((row) => row.message_id);
    },
    close: () => subgraph.close(),
  };
}

async function openSmtp(): Promise<Adapter> {
  const sink = await smtpSink();
  return {
    transport: smtp({ url: sink.url, from: 'Stoa <no-reply@stoa.local>' }),
    taken: () =>
      Promise.resolve(sink.messages.map((message) => /^Message-ID: (.+)$/im.exec(message)?.[1]?.trim() ?? '')),
    close: () => sink.close(),
  };
}
