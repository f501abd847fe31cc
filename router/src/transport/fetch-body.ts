import type { Representations, SubgraphFetch } from './subgraph-transport.ts';

/** The body of a GraphQL request over HTTP. Representations are texts already and are copied. @throws when variables are no JSON */
export const fetchBody = ({ query, variables, representations }: SubgraphFetch): string => {
  const members = representationMembers(representations) + variableMembers(variables);
  return members === '' ? `{"query":${query.json}}` : `{"query":${query.json},"variables":{${members.slice(1)}}}`;
};

// Each member begins with its comma.
function representationMembers(representations: readonly Representations[]): string {
  let members = '';
  for (const { variable, values } of representations) members += `,${JSON.stringify(variable)}:[${values.join(',')}]`;
  return members;
}

function variableMembers(variables: SubgraphFetch['variables']): string {
  if (variables === undefined) return '';
  const text = JSON.stringify(variables);
  return text === '{}' ? '' : `,${text.slice(1, -1)}`;
}
