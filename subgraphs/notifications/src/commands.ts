import { notify } from './commands/notify.ts';
import { sendDueNotifications } from './commands/send-due-notifications.ts';

/** Everything that can happen to a notification. */
export const commands = { notify, sendDueNotifications };
