import type { EngineAnswer } from '../../src/engine/engine.ts';
import type { PartsFormat } from '../../src/front/parts-formats.ts';
import { partsText } from '../../src/front/parts-text.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- payloads of both formats, as JSON is read
export type Payload = any;

/** The payloads of an answer in a format, the first alone when it is whole. */
export const payloadsOf = async (answer: EngineAnswer, formats: readonly PartsFormat[]): Promise<Payload[][]> => {
  const { parts } = answer;
  if (!parts) return formats.map(() => [{ data: answer.data && JSON.parse(answer.data), errors: answer.errors }]);
  const texts = formats.map((format) => partsText(format));
  const written = texts.map(({ first }) => [first({ ...answer, pending: parts.pending })]);
  for (let batch = await parts.next(); batch; batch = await parts.next())
    for (const [at, { next }] of texts.entries()) written[at]?.push(next(batch));
  return written.map((all) => all.map((text) => JSON.parse(text)));
};

/** What a client knows after all payloads, of either format. */
export const merged = ([first, ...others]: readonly Payload[]): { data: unknown; errors: unknown[] } => {
  const errors: unknown[] = [...(first.errors ?? [])];
  const root = { data: structuredClone(first.data) as unknown };
  const paths = new Map<string, (string | number)[]>();
  const announce = ({ pending = [] }: Payload) => {
    for (const { id, path } of pending) paths.set(id, path);
  };
  announce(first);
  for (const payload of others) {
    announce(payload);
    for (const { id, path = paths.get(id), data, errors: own = [] } of payload.incremental ?? []) {
      errors.push(...own);
      if (data !== null) add(at(root, ['data', ...path]), data);
    }
    for (const { errors: own = [] } of payload.completed ?? []) errors.push(...own);
  }
  return { data: root.data, errors };
};

const at = (from: Payload, path: readonly (string | number)[]): Payload =>
  path.reduce((value, step) => {
    const next = value?.[step];
    if (typeof next !== 'object' || next === null) throw new Error(`nothing was delivered at ${path.join('.')}`);
    return next;
  }, from);

function add(there: Payload, part: Payload): void {
  for (const [name, value] of Object.entries(part)) {
    const isBelow = Object.hasOwn(there, name) && typeof value === 'object' && value !== null && there[name] !== null;
    if (isBelow) add(there[name], value);
    else Object.defineProperty(there, name, { value, enumerable: true, writable: true, configurable: true });
  }
}
