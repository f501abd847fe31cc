import { createReadStream, readdirSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Door } from './request-listener.ts';
import { secure } from './security-headers.ts';

const ROOT = '/explorer';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
  '.svg': 'image/svg+xml',
};

/** Serves a built page below /explorer/. Only files that were there at the start are served, so no path leads out of it. */
export const explorerDoor = (directory: string, elsewhere: Door): Door => {
  const files = filesOf(directory);
  return async (visit) => {
    const { url, request, response } = visit;
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (isRead && url.pathname === ROOT) {
      response.writeHead(308, { location: `${ROOT}/` }).end();
      return;
    }
    const file = url.pathname === `${ROOT}/` ? 'index.html' : url.pathname.slice(ROOT.length + 1);
    if (!isRead || !url.pathname.startsWith(`${ROOT}/`) || !files.has(file)) return elsewhere(visit);
    secure(response, 'explorer');
    response.setHeader('content-type', TYPES[path.extname(file)] as string);
    // Names in assets/ change with their content.
    response.setHeader(
      'cache-control',
      file.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    );
    await pipeline(createReadStream(path.join(directory, file)), response);
  };
};

const filesOf = (directory: string): ReadonlySet<string> =>
  new Set(
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && Object.hasOwn(TYPES, path.extname(entry.name)))
      .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/')),
  );
