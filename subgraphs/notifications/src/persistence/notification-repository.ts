import { ok, type Announcement, type Decision, type Result } from '@stoa/kernel';
import { aggregateStore, onPool, upsertRows } from '@stoa/messaging';
import type { AggregateMapping, AggregateStore, Door, Transaction } from '@stoa/messaging';
import type pg from 'pg';
import type { Notification } from '../domain/notification.ts';
import { notificationFromRow, notificationRow, type NotificationRow } from './notification-rows.ts';

export interface NotificationRepository extends Pick<AggregateStore<Notification>, 'update' | 'updateAll'> {
  /** Makes a notification, once for each template and subject: one that is there already is the answer. */
  queue(door: Door, decide: () => Decision<Notification, Announcement, never>): Promise<Result<Notification, never>>;
  /** Ids of what is to be tried by now, longest waiting first. */
  dueBy(at: Date, limit: number): Promise<string[]>;
}

export const notificationRepository = (pool: pg.Pool): NotificationRepository => {
  const { create, update, updateAll } = aggregateStore(pool, mapping);
  return {
    update,
    updateAll,
    queue: async (door, decide) => {
      const decision = decide();
      return create(door, () => decision, {
        taken: { notifications_template_subject_key: async (tx) => ok(await twinOf(tx, decision)) },
      });
    },
    dueBy: async (at, limit) => {
      const { rows } = await onPool(pool).query<{ id: string }>(
        'SELECT id FROM notifications WHERE due_at <= $1 ORDER BY due_at, id LIMIT $2',
        [at, limit],
      );
      return rows.map(({ id }) => id);
    },
  };
};

const mapping: AggregateMapping<Notification> = {
  load: async (tx, ids, lock) => {
    const { rows } = await tx.query<NotificationRow>(
      `SELECT * FROM notifications WHERE id = ANY($1) ORDER BY id ${lock ? 'FOR UPDATE' : ''}`,
      [ids],
    );
    return rows.map(notificationFromRow);
  },
  write: (tx, { next }) => upsertRows(tx, 'notifications', [notificationRow(next)]),
};

async function twinOf(tx: Transaction, decision: Decision<Notification, Announcement, never>): Promise<Notification> {
  if (decision.kind === 'refused') throw new TypeError('What is refused has no twin');
  const { template, subject } = decision.state;
  const { rows } = await tx.query<NotificationRow>('SELECT * FROM notifications WHERE template = $1 AND subject = $2', [
    template,
    subject,
  ]);
  const [twin] = rows;
  if (!twin) throw new TypeError('The unique key is taken by nothing');
  return notificationFromRow(twin);
}
