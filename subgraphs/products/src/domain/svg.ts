import { err, invalidInput, ok, type InvalidInput, type Result } from '@stoa/kernel';
import type { Picture } from './picture.ts';

const LARGEST_BYTES = 65_536;

// What can run or fetch something. Media is served with a policy that forbids both as well: this is the first of two walls.
const ACTIVE =
  /<!(?:doctype|entity)|<\?(?!xml\s)|<\s*(?:script|foreignobject|iframe|embed|object|a)\b|\son\w+\s*=|(?:href|src)\s*=(?!\s*["']?#)|javascript:|@import|url\s*\((?!\s*["']?#)/i;

/** Reads an SVG document that draws and does nothing else. */
export const readSvg = (svg: string): Result<Picture, InvalidInput> => {
  const text = svg.trim();
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > LARGEST_BYTES) return err(invalidInput('svg', `${LARGEST_BYTES} bytes at most.`));
  const root = /^(?:<\?xml[^>]*\?>\s*)?(<svg\b[^>]*>)[\s\S]*<\/svg>$/.exec(text)?.[1];
  if (!root) return err(invalidInput('svg', 'No SVG document.'));
  if (ACTIVE.test(text)) return err(invalidInput('svg', 'No scripts, links or files from elsewhere.'));
  return ok({ contentType: 'image/svg+xml', bytes, ...sizeOf(root) });
};

/** Width and height, or those of the view box. */
function sizeOf(root: string): Pick<Picture, 'width' | 'height'> {
  const [, , boxWidth, boxHeight] = (/\bviewBox\s*=\s*["']([^"']*)/.exec(root)?.[1] ?? '').trim().split(/[\s,]+/);
  return {
    width: pixels(/\swidth\s*=\s*["'](\d+(?:\.\d+)?)(?:px)?["']/.exec(root)?.[1] ?? boxWidth),
    height: pixels(/\sheight\s*=\s*["'](\d+(?:\.\d+)?)(?:px)?["']/.exec(root)?.[1] ?? boxHeight),
  };
}

const pixels = (text: string | undefined) => {
  const value = Math.round(Number(text));
  return value > 0 && value < 100_000 ? value : null;
};
