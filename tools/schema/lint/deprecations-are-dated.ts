import { Kind, visit, type DirectiveNode } from 'graphql';
import type { Finding, SchemaRule } from './subject.ts';

/** A deprecation says why and when it goes: `@deprecated(reason: "Use total. Gone on 2027-06-01.")`. */
export const deprecationsAreDated: SchemaRule = ({ own }) => {
  const findings: Finding[] = [];
  const Directive = (node: DirectiveNode) => {
    if (node.name.value !== 'deprecated') return;
    const reason = node.arguments?.find(({ name }) => name.value === 'reason')?.value;
    if (reason?.kind !== Kind.STRING || !/\S.*\b\d{4}-\d\d-\d\d\b/.test(reason.value))
      findings.push({ node, message: 'a deprecation has a reason and the date (YYYY-MM-DD) of its end' });
  };
  for (const definition of own) visit(definition, { Directive });
  return findings;
};
