import { ok, type Clock } from '@stoa/kernel';
import { onPool } from '@stoa/messaging';
import type pg from 'pg';
import type { Mailbox, MailSummary, ReceivedMail } from '../domain/mailbox.ts';

/** Keeps mail in this domain's own database instead of sending it. */
export const mailbox = (pool: pg.Pool, clock: Clock): Mailbox => {
  const database = onPool(pool);
  return {
    send: async ({ notificationId, messageId, to, subject, text, html }) => {
      await database.query(
        `INSERT INTO mails (id, message_id, recipient, subject, text, html, received_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
        [notificationId, messageId, to, subject, text, html, clock.now()],
      );
      return ok(undefined);
    },
    newest: async (limit, beyond) => {
      const { rows } = await database.query<MailSummary>(
        `SELECT id, recipient, subject, received_at AS "receivedAt" FROM mails
         WHERE $1::text IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`,
        [beyond ?? null, limit],
      );
      return rows;
    },
    find: async (id) => {
      const { rows } = await database.query<ReceivedMail>(
        `SELECT id, recipient, subject, text, html, received_at AS "receivedAt" FROM mails WHERE id = $1`,
        [id],
      );
      return rows[0] ?? null;
    },
  };
};
