import type { StoaProcess } from './stoa-process.ts';

const PUT_OFF = [
  ['payments', 'provider_calls'],
  ['payments', 'sandbox_deliveries'],
  ['payments', 'provider_events'],
  ['notifications', 'notifications'],
] as const;

/**
 * Lets the time be over that a try is put off for, in case its process dies in it: seconds to minutes. Not that of a look-up
 * at the provider, which is no try but the net under a web hook that never comes: it would tell what the hook is to tell.
 */
export const letPauseEnd = async (stoa: StoaProcess): Promise<void> => {
  for (const [domain, table] of PUT_OFF)
    await (
      await stoa.database(domain)
    ).rows(
      `UPDATE ${table} SET due_at = now() WHERE due_at > now()${table === 'provider_calls' ? " AND kind <> 'LOOK_UP'" : ''}`,
    );
};
