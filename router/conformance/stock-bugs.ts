import { Kind, OperationTypeNode, type DocumentNode } from 'graphql';
import type { Case } from './case.ts';
import type { Difference } from './compare.ts';
import { hasFragmentInFragment } from './nested-fragments.ts';
import { endsOfChains, listOfListsNeeded, requiredWithArguments, sharedRoots } from './facts-of.ts';
import type { Ask } from './router.ts';
import { hasUncertainSelections } from './uncertain-selections.ts';

const KEY_ALIAS = /\b(id|sku|seal|version|code): /;
const CONDITION = /@(skip|include)\(if: \$/;

export interface StockBug {
  readonly name: string;
  /** What is wrong, and where that is known from. */
  readonly reason: string;
  readonly explains: (found: Case, difference: Difference) => boolean;
}

/**
 * What stock plans wrongly or otherwise, and we do not, because we plan another document. So each holds only where stock answers
 * as we do once it carries out our plan.
 */
const OTHER_PLANS: readonly StockBug[] = [
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
    name: 'condition on a field with @requires',
    reason:
      'What a skipped field requires is not fetched, but the fetch that asks for other fields beside it still sends it: the representation cannot be built, and those fields are null.',
    explains: ({ isStockWrong, ask }) => isStockWrong && CONDITION.test(ask.query) && /\bneed\d/.test(ask.query),
  },
  {
    name: 'mutation fields out of order, or twice',
    reason:
      'Root fields of a mutation that are behind fragments or conditions are planned after those that are not, and a field that is selected twice with different conditions is run twice.',
    explains: ({ isStockWrong, ask }) => isStockWrong && hasCrookedRoot(ask.document),
  },
  {
    name: 'another way to the same fields',
    reason:
      'No fault: the plans differ, and an entity that is missing or fails in one subgraph need not be asked of it.',
    explains: ({ hasTroubles, isStockWrong }) => hasTroubles && !isStockWrong,
  },
];

/** What stock carries out wrongly, on our plan, too. */
const EXECUTION_FAULTS: readonly StockBug[] = [
  {
    name: 'name of an @interfaceObject in the place of the type',
    reason:
      'The subgraph with the @interfaceObject answers with its own __typename, which overwrites the one that was known: fragments on the type apply no more. The planner asks for the type again only where the client selects __typename.',
    explains: ({ isStockWrongOnOurPlan, planText }) => isStockWrongOnOurPlan && planText.includes('"inputRewrites":['),
  },
  {
    name: 'fragment in a fragment on an interface',
    reason:
      "resultShaping.ts (gateway 2.14) takes the outer fragment's type for the type of an object that comes without __typename: inside of `... on Node`, a `... on Book` applies no more.",
    explains: ({ isStockWrongOnOurPlan, ask }) => isStockWrongOnOurPlan && hasFragmentInFragment(ask.document),
  },
  {
    name: 'required list of lists',
    reason:
      'executeSelectionSet (gateway 2.14, executeQueryPlan.ts) goes into lists one level deep: of `[[T]]` it sends the inner lists as empty objects.',
    explains: ({ ask, graph: { model } }) => mentions(ask, listOfListsNeeded(model)),
  },
  {
    name: 'root field that two subgraphs answer',
    reason:
      'deepMerge.ts (gateway 2.14) lets the null of one take the place of the object of the other, and goes into lists one level deep: of two `[[T]]`, the later takes the place of the first. We keep what either has, and ask on.',
    explains: ({ hasTroubles, isStockWrongOnOurPlan, ask, graph: { model } }) =>
      (hasTroubles || isStockWrongOnOurPlan) && mentions(ask, sharedRoots(model)),
  },
  {
    name: 'object of which nothing is asked',
    reason:
      'No fault: where conditions leave nothing of a selection, we still ask whether the object is there, which may take another subgraph to say (@interfaceObject), and that one may fail.',
    explains: ({ hasTroubles, ask, planText }) =>
      hasTroubles && hasUncertainSelections(ask.document) && planText.includes('"inputRewrites":['),
  },
];

/** Every way in which stock may differ from us. What none of them explains is a fault of ours. */
export const STOCK_BUGS: readonly StockBug[] = [
  ...OTHER_PLANS.map((bug) => ({
    ...bug,
    explains: (found: Case, difference: Difference) =>
      found.differencesOnOurPlan.length === 0 && bug.explains(found, difference),
  })),
  ...EXECUTION_FAULTS,
];

/** Faults of the planner that we have, too: what excuses us before the truth and the specification. */
export const PLANNER_FAULTS: readonly StockBug[] = [
  {
    name: '@requires of a field with @requires',
    reason:
      'Where the middle one of such a chain is asked of its subgraph along with another field (one that is required, too, or the first of the query), the planner asks for it before there is what it requires: its subgraph is not told, or not asked. Stock answers the same on our plan.',
    explains: ({ isUntold, differencesOnOurPlan, ask, graph: { model } }) =>
      (isUntold || differencesOnOurPlan.length === 0) && mentions(ask, endsOfChains(model)),
  },
  {
    name: 'error of a required field under the name of the one that the client asks',
    reason:
      'A field that is required with arguments may fail where the same field, as the client asks it, does not: the path of the error is the same.',
    explains: ({ hasTroubles, graph: { model } }, { kind, what }) =>
      hasTroubles &&
      kind === 'from the true path' &&
      requiredWithArguments(model).some((name) => what.includes(`"${name}"`)),
  },
  {
    name: 'object whose type nobody could tell',
    reason:
      'What a subgraph with an @interfaceObject answers has its type from another subgraph. Where that one fails, or does not know the entity, there is no telling which fragments apply: both routers leave out what is in them.',
    explains: ({ hasTroubles, planText }, { kind }) =>
      hasTroubles && TYPE_DECIDES.has(kind) && planText.includes('"inputRewrites":['),
  },
];

// Which fragments apply decides which fields there are, and where the first of each stands.
const TYPE_DECIDES: ReadonlySet<string> = new Set([
  'from the fields of the truth',
  'from the order of the specification',
]);

const mentions = ({ query }: Ask, names: readonly string[]): boolean =>
  names.some((name) => new RegExp(`\\b${name}\\b`).test(query));

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
