import { readFile, stat } from 'node:fs/promises';

export interface FileWatchOptions {
  /** The text that is known already. */
  readonly known: string;
  /** Called with the text of the file when it is another one, and whole: it was the same for one interval. */
  readonly onChange: (text: string) => void;
  /** How often the file is looked at, milliseconds; default 500. */
  readonly intervalMs?: number | undefined;
}

/**
 * Watches a file by looking at it again and again: that survives editors that put a new file in its place, links that are
 * turned, and network disks that tell of nothing. A file that is gone or empty for a while is waited for.
 * @returns how to stop watching
 */
export const watchFile = (file: string, { known, onChange, intervalMs = 500 }: FileWatchOptions): (() => void) => {
  const look = looking(file, known, onChange);
  let isLooking = false;
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    void look().finally(() => (isLooking = false));
  }, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
};

function looking(file: string, known: string, onChange: FileWatchOptions['onChange']): () => Promise<void> {
  let reported = known;
  let read: string | undefined;
  let seen: string | undefined;
  return async () => {
    const mark = await markOf(file);
    if (mark === undefined || mark === read) return;
    // Half a file is still being written: it has to stay the same from one look to the next, and while it is read.
    const isStill = mark === seen;
    seen = mark;
    if (!isStill) return;
    const text = await readFile(file, 'utf8').catch(() => '');
    if ((await markOf(file)) !== mark) return;
    read = mark;
    if (text.trim() === '' || text === reported) return;
    reported = text;
    onChange(text);
  };
}

/** What changes when the file does. */
async function markOf(file: string): Promise<string | undefined> {
  const found = await stat(file, { bigint: true }).catch(() => undefined);
  return found && `${found.ino}:${found.size}:${found.mtimeNs}:${found.ctimeNs}`;
}
