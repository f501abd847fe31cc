import type { IncomingHttpHeaders } from 'node:http';
import type { HeaderRule, HeaderRules } from './header-rules.ts';
import { namePattern } from './name-pattern.ts';
import { isNeverPropagated } from './never-propagated.ts';

/** Names in lower case. */
export type SentHeaders = Readonly<Record<string, string>>;
export type HeadersFor = (subgraph: string) => SentHeaders;

type Outgoing = Record<string, string>;
type Apply = (incoming: IncomingHttpHeaders, outgoing: Outgoing) => void;

/** Without a prototype: `__proto__` and `constructor` are names of headers too. */
const anEmpty = (): Outgoing => Object.create(null) as Outgoing;
const EMPTY: SentHeaders = Object.freeze(anEmpty());
const emptyFor: HeadersFor = () => EMPTY;

/** Makes the rules into functions, once. What a subgraph is sent is found out at its first fetch of a request. */
export const compileHeaderRules = ({
  all,
  subgraphs,
}: HeaderRules): ((incoming: IncomingHttpHeaders) => HeadersFor) => {
  const forAll = all.map(compile);
  const own = new Map(
    Object.entries(subgraphs)
      .filter(([, rules]) => rules.length > 0)
      .map(([subgraph, rules]) => [subgraph, [...forAll, ...rules.map(compile)]]),
  );
  if (forAll.length === 0 && own.size === 0) return () => emptyFor;

  return (incoming) => {
    let common: SentHeaders | undefined;
    const found = new Map<string, SentHeaders>();
    return (subgraph) => {
      const rules = own.get(subgraph);
      if (!rules) return (common ??= sent(forAll, incoming));
      let headers = found.get(subgraph);
      if (!headers) found.set(subgraph, (headers = sent(rules, incoming)));
      return headers;
    };
  };
};

function sent(rules: readonly Apply[], incoming: IncomingHttpHeaders): SentHeaders {
  const outgoing = anEmpty();
  for (const apply of rules) apply(incoming, outgoing);
  for (const _ in outgoing) return outgoing;
  return EMPTY;
}

function compile(rule: HeaderRule): Apply {
  if ('insert' in rule) {
    const { name, value } = rule.insert;
    if (isNeverPropagated(name)) return () => undefined;
    return (_, outgoing) => (outgoing[name] = value);
  }
  if ('remove' in rule)
    return 'name' in rule.remove ? removeName(rule.remove.name) : removeMatching(rule.remove.matching);
  return 'name' in rule.propagate ? propagateName(rule.propagate) : propagateMatching(rule.propagate.matching);
}

function propagateName(rule: {
  readonly name: string;
  readonly rename?: string | undefined;
  readonly default?: string | undefined;
}): Apply {
  const { name, rename = name, default: fallback } = rule;
  if (isNeverPropagated(name) || isNeverPropagated(rename)) return () => undefined;
  return (incoming, outgoing) => {
    const value = (isOfConnection(incoming, name) ? undefined : valueOf(incoming, name)) ?? fallback;
    if (value !== undefined) outgoing[rename] = value;
  };
}

function propagateMatching(pattern: string): Apply {
  const isMatching = namePattern(pattern);
  return (incoming, outgoing) => {
    for (const name of Object.keys(incoming)) {
      if (isNeverPropagated(name) || !isMatching(name) || isOfConnection(incoming, name)) continue;
      const value = valueOf(incoming, name);
      if (value !== undefined) outgoing[name] = value;
    }
  };
}

const removeName =
  (name: string): Apply =>
  (_, outgoing) => {
    Reflect.deleteProperty(outgoing, name);
  };

function removeMatching(pattern: string): Apply {
  const isMatching = namePattern(pattern);
  return (_, outgoing) => {
    for (const name of Object.keys(outgoing)) if (isMatching(name)) Reflect.deleteProperty(outgoing, name);
  };
}

function valueOf(incoming: IncomingHttpHeaders, name: string): string | undefined {
  if (!Object.hasOwn(incoming, name)) return undefined;
  const value = incoming[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** RFC 9110 §7.6.1: `Connection` names more headers that go no further. */
function isOfConnection({ connection }: IncomingHttpHeaders, name: string): boolean {
  if (connection === undefined || connection === 'keep-alive' || connection === 'close') return false;
  return connection.split(',').some((one) => one.trim().toLowerCase() === name);
}
