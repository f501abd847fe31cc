import type { SentHeaders } from './compile-header-rules.ts';

const keys = new WeakMap<SentHeaders, string>();

/** The headers as a text that is the same for the same headers alone: part of the keys under which answers are shared. Empty for none. */
export const forwardedKey = (headers: SentHeaders): string => {
  let key = keys.get(headers);
  if (key === undefined) keys.set(headers, (key = canonical(headers)));
  return key;
};

const canonical = (headers: SentHeaders): string => {
  const names = Object.keys(headers).sort();
  return names.length === 0 ? '' : JSON.stringify(names.map((name) => [name, headers[name]]));
};
