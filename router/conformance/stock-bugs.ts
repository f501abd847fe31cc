import { Kind, OperationTypeNode, type DocumentNode } from 'graphql';
import { hasUncertainSelections } from './uncertain-selections.ts';
import type { Model } from './generate/model.ts';
import type { Case } from './case.ts';

const KEY_ALIAS = /\b(id|sku|seal|version|code): /;
const CONDITION = /@(skip|include)\(if: \$/;

export interface StockBug {
  readonly name: string;
  /** What stock does wrong, and where that is known from. */
  readonly reason: string;
  readonly explains: (found: Case) => boolean;
}

/**
 * Every way in which stock may differ from us. What none of them explains is a fault of ours. Most hold only where stock differs
 * from the truth even when nothing fails (`isStockWrong`), so that they excuse nothing else.
 */
export const STOCK_BUGS: readonly StockBug[] = [
  {
    name: 'alias taken for a planned field',
    reason:
      "The planner tells its own fields (keys, @requires) from the client's by response name alone: `{ sku: title }` sends the title as the key, and execution stops at values of another type.",
    explains: ({ isStockWrong, stock, ask }) =>
      (isStockWrong || /^(Invalid non-|TypeError)/.test(stock.errors[0]?.message ?? '')) && KEY_ALIAS.test(ask.query),
  },
  {
    name: 'required field that the client asks with other arguments',
    reason:
      'One response name for the client\'s field and the one of @requires: whichever arguments come first win, for both (router #1984, audit group "requires-with-argument").',
    explains: ({ isStockWrong, graph: { sdl } }) => isStockWrong && /@requires\(fields: "[^"]*\(/.test(sdl),
  },
  {
    name: 'field that is not fetched because nothing certain is selected below it',
    reason:
      'Where all selections below a field hang on conditions or types, the planner puts the whole fetch under the condition or drops it: null in the place of objects without fields.',
    explains: ({ isStockWrong, ask }) => isStockWrong && hasUncertainSelections(ask.document),
  },
  {
    name: 'name of an @interfaceObject in the place of the type',
    reason:
      'The subgraph with the @interfaceObject answers with its own __typename, which overwrites the one that was known: fragments on the type apply no more. The planner asks for the type again only where the client selects __typename.',
    explains: ({ isStockWrong, planText }) => isStockWrong && planText.includes('"inputRewrites":['),
  },
  {
    name: 'required list of lists',
    reason:
      'executeSelectionSet (gateway 2.14, executeQueryPlan.ts) goes into lists one level deep: of `[[T]]` it sends the inner lists as empty objects.',
    explains: ({ isStockWrong, graph: { model } }) => isStockWrong && requiresListOfLists(model),
  },
  {
    name: 'another way to the same fields',
    reason:
      'No fault: where we plan other response names, the plans differ, and an entity that is missing or fails in one subgraph need not be asked of it. The data are held against the truth all the same.',
    explains: ({ hasTroubles, isPlanShared }) => hasTroubles && !isPlanShared,
  },
];

/** Faults of the planner, which both have: they excuse us, too. */
export const PLANNER_FAULTS: readonly StockBug[] = [
  {
    name: '@requires that comes back to its own subgraph',
    reason:
      'For a field that requires a field of another subgraph that requires one of the first, the planner asks the first subgraph for the middle one without what it requires, along with the rest.',
    explains: ({ isUntold }) => isUntold,
  },
  {
    name: 'condition on a field with @requires',
    reason:
      'What a skipped field requires is not fetched, but the fetch that asks for other fields beside it still sends it: the representation cannot be built, and those fields are null.',
    explains: ({ isStockWrong, ask }) => isStockWrong && CONDITION.test(ask.query) && /\bneed\d/.test(ask.query),
  },
  {
    name: 'object whose type nobody could tell',
    reason:
      'What a subgraph with an @interfaceObject answers has its type from another subgraph. Where that one fails, or does not know the entity, there is no telling which fragments apply: both routers leave out what is in them.',
    explains: ({ hasTroubles, planText }) => hasTroubles && planText.includes('"inputRewrites":['),
  },
  {
    name: 'mutation fields out of order, or twice',
    reason:
      'Root fields of a mutation that are behind fragments or conditions are planned after those that are not, and a field that is selected twice with different conditions is run twice.',
    explains: ({ isStockWrong, ask }) => isStockWrong && hasCrookedRoot(ask.document),
  },
];

// Anything but plain fields, once each, at the root of a mutation.
const hasCrookedRoot = ({ definitions: [operation] }: DocumentNode): boolean => {
  if (operation?.kind !== Kind.OPERATION_DEFINITION || operation.operation !== OperationTypeNode.MUTATION) return false;
  const { selections } = operation.selectionSet;
  const names = selections.map((selection) =>
    selection.kind === Kind.FIELD ? (selection.alias ?? selection.name).value : '',
  );
  return (
    names.includes('') || new Set(names).size < names.length || selections.some(({ directives }) => directives?.length)
  );
};

const requiresListOfLists = ({ objects }: Model): boolean =>
  [...objects.values()].some(({ fields }) => {
    const required = [...fields.values()].map(({ requires = '' }) => requires).join(' ');
    return [...fields.values()].some(
      ({ name, type }) => type.startsWith('[[') && new RegExp(`\\b${name}\\b`).test(required),
    );
  });
