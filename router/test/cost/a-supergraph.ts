import { buildSchema, Kind, parse, type OperationDefinitionNode } from 'graphql';
import { costsOf, type CostOptions, type OperationCost } from '../../src/cost/costs-of.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/cost/v0.1", import: ["@cost", "@listSize"])';

/** The cost of an operation in a graph whose types are given; its supergraph links the cost specification as composition does. */
export const costIn = (types: string, { link = LINK, ...options }: CostOptions & { link?: string } = {}) => {
  const costOf = costsOf(`${link} ${types}`, buildSchema(types, { assumeValidSDL: true }), options);
  return (text: string, variables: Readonly<Record<string, unknown>> = {}): number => compiled(costOf, text)(variables);
};

export const compiled = (costOf: ReturnType<typeof costsOf>, text: string): OperationCost => {
  const document = parse(text);
  const operation = document.definitions.find(
    (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
  );
  if (!operation) throw new Error('The document has no operation');
  return costOf(document, operation);
};
