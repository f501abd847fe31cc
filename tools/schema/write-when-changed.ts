import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes only what differs, so that watchers and caches keyed by time stay quiet; true when it wrote. */
export const writeWhenChanged = (path: string, text: string): boolean => {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return false;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return true;
};
