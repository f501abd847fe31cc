/** Names that every object answers to although nobody wrote them there. */
const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Source text that reads `name` of the object in `variable`, and only what is the object's own. */
export const readSource = (variable: string, name: string): string => {
  const key = JSON.stringify(name);
  return INHERITED.has(name)
    ? `(Object.hasOwn(${variable},${key})?${variable}[${key}]:undefined)`
    : `${variable}[${key}]`;
};

/** Reads an object's own property. */
export const own = (object: Readonly<Record<string, unknown>>, name: string): unknown =>
  INHERITED.has(name) && !Object.hasOwn(object, name) ? undefined : object[name];

/** Writes an object's own property, whatever its name. */
export const setOwn = (object: Record<string, unknown>, name: string, value: unknown): void => {
  if (name === '__proto__')
    Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
  else object[name] = value;
};

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
