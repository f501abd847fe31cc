import { GraphQLError, type ASTNode, type ValidationRule } from 'graphql';
import type { Limits } from './limits.ts';
import { countListItems } from './list-items.ts';
import { measureOperation, type OperationSize } from './operation-size.ts';

/** Validation rules that refuse an operation beyond the limits, each with its own code. */
export const limitRules = (limits: Limits): ValidationRule[] => [
  operationSizeRule(limits),
  listItemsRule(limits),
  directivesRule(limits),
];

interface Limited {
  readonly of: keyof OperationSize & keyof Limits;
  readonly code: string;
  readonly what: string;
}

const LIMITED: readonly Limited[] = [
  { of: 'depth', code: 'QUERY_TOO_DEEP', what: 'levels of fields' },
  { of: 'rootFields', code: 'TOO_MANY_ROOT_FIELDS', what: 'root fields' },
  { of: 'aliases', code: 'TOO_MANY_ALIASES', what: 'aliases' },
];

const operationSizeRule =
  (limits: Limits): ValidationRule =>
  (context) => ({
    OperationDefinition: (operation) => {
      const size = measureOperation(operation, context.getDocument());
      for (const { of, code, what } of LIMITED)
        if (size[of] > limits[of])
          context.reportError(
            refusal(code, operation, `At most ${limits[of]} ${what} are allowed; this has ${size[of]}.`),
          );
    },
  });

const listItemsRule =
  ({ listItems, selections }: Limits): ValidationRule =>
  (context) => ({
    OperationDefinition: (operation) => {
      const items = countListItems(operation, {
        schema: context.getSchema(),
        document: context.getDocument(),
        selections,
      });
      if (items > listItems)
        context.reportError(
          refusal(
            'TOO_MANY_LIST_ITEMS',
            operation,
            `At most ${listItems} objects in lists are allowed; this may be ${items}. Ask for smaller pages or fewer lists within lists.`,
          ),
        );
    },
  });

const directivesRule =
  ({ directives }: Limits): ValidationRule =>
  (context) => ({
    enter: (node) => {
      const count = 'directives' in node ? (node.directives ?? []).length : 0;
      if (count > directives)
        context.reportError(
          refusal(
            'TOO_MANY_DIRECTIVES',
            node,
            `At most ${directives} directives are allowed at one place; this has ${count}.`,
          ),
        );
    },
  });

const refusal = (code: string, node: ASTNode, message: string) =>
  new GraphQLError(message, { nodes: node, extensions: { code } });
