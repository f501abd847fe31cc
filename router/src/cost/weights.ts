import {
  isTypeDefinitionNode,
  Kind,
  parse,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
} from 'graphql';
import { costDirectiveNames, type CostDirectiveNames } from './cost-link.ts';

/** What a supergraph says of costs, by schema coordinate: `Product`, `Query.products`, `Query.products(first:)`. */
export interface Weights {
  readonly costs: ReadonlyMap<string, number>;
  readonly listSizes: ReadonlyMap<string, ListSize>;
}

/** https://ibm.github.io/graphql-specs/cost-spec.html#sec-The-List-Size-Directive */
export interface ListSize {
  readonly assumedSize: number | undefined;
  /** Paths of arguments: `first`, `input.first`. */
  readonly slicingArguments: readonly string[];
  /** Lists among the answer's own fields that have the size, as a connection's `nodes`. */
  readonly sizedFields: readonly string[];
}

/** Reads @cost and @listSize of a supergraph, under whatever names it links them. @throws GraphQLError when it is no SDL. */
export const weightsOf = (supergraph: string | DocumentNode): Weights => {
  const document = typeof supergraph === 'string' ? parse(supergraph, { noLocation: true }) : supergraph;
  const costs = new Map<string, number>();
  const listSizes = new Map<string, ListSize>();
  const names = costDirectiveNames(document);
  if (!names) return { costs, listSizes };

  for (const { coordinate, directives } of annotated(document))
    for (const directive of directives) read(coordinate, directive, { costs, listSizes, names });
  return { costs, listSizes };
};

interface Read {
  readonly costs: Map<string, number>;
  readonly listSizes: Map<string, ListSize>;
  readonly names: CostDirectiveNames;
}

function read(coordinate: string, directive: ConstDirectiveNode, { costs, listSizes, names }: Read): void {
  const name = directive.name.value;
  if (name === names.cost) {
    // An Int at Apollo, a String with a number in IBM's specification.
    const weight = Number(argumentsOf(directive).get('weight'));
    if (Number.isFinite(weight)) costs.set(coordinate, weight);
  }
  if (name === names.listSize) {
    const given = argumentsOf(directive);
    const assumedSize = given.get('assumedSize');
    listSizes.set(coordinate, {
      assumedSize: typeof assumedSize === 'number' ? Math.max(assumedSize, 0) : undefined,
      slicingArguments: texts(given.get('slicingArguments')),
      sizedFields: texts(given.get('sizedFields')),
    });
  }
}

interface Annotated {
  readonly coordinate: string;
  readonly directives: readonly ConstDirectiveNode[];
}

const annotated = ({ definitions }: DocumentNode): Annotated[] =>
  definitions.filter(isTypeDefinitionNode).flatMap((type) => {
    const fields: readonly (FieldDefinitionNode | InputValueDefinitionNode)[] =
      'fields' in type ? (type.fields ?? []) : [];
    return [placed(type.name.value, type), ...fields.flatMap((field) => ofField(type.name.value, field))];
  });

function ofField(type: string, field: FieldDefinitionNode | InputValueDefinitionNode): Annotated[] {
  const coordinate = `${type}.${field.name.value}`;
  const inputs = field.kind === Kind.FIELD_DEFINITION ? (field.arguments ?? []) : [];
  return [placed(coordinate, field), ...inputs.map((input) => placed(`${coordinate}(${input.name.value}:)`, input))];
}

const placed = (
  coordinate: string,
  { directives = [] }: { directives?: readonly ConstDirectiveNode[] | undefined },
) => ({
  coordinate,
  directives,
});

const argumentsOf = ({ arguments: given = [] }: ConstDirectiveNode): ReadonlyMap<string, unknown> =>
  new Map(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
