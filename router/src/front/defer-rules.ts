import { GraphQLError, Kind, type DirectiveNode, type ValidationContext, type ValidationRule } from 'graphql';
import { deferOf } from '../document/defer.ts';

/** A label is what a client knows a part by: written out, and no other's. */
const deferLabels: ValidationRule = (context) => {
  const known = new Map<string, DirectiveNode>();
  return {
    Directive: (directive) => {
      const label = deferOf(directive)?.label;
      if (!label || label.kind === Kind.NULL) return;
      if (label.kind !== Kind.STRING) {
        refuse(context, 'The label of @defer is a string that is written out.', directive);
        return;
      }
      const other = known.get(label.value);
      if (other) refuse(context, `Two @defer have the label ${JSON.stringify(label.value)}.`, directive, other);
      else known.set(label.value, directive);
    },
  };
};

/** The fields of a mutation run one after the other, and a subscription has one: neither can come later than itself. */
const deferAtRoot: ValidationRule = (context) => {
  const schema = context.getSchema();
  return {
    Directive: (directive) => {
      const parent = context.getParentType();
      if (!parent || !deferOf(directive)) return;
      if (parent === schema.getMutationType() || parent === schema.getSubscriptionType())
        refuse(context, `@defer cannot be used on the root type ${parent.name}.`, directive);
    },
  };
};

const refuse = (context: ValidationContext, message: string, ...nodes: readonly DirectiveNode[]) =>
  context.reportError(new GraphQLError(message, { nodes }));

/**
 * What a document with `@defer` has to observe beyond what graphql-js 16 validates: the rules of the incremental delivery
 * specification. @see https://github.com/graphql/defer-stream-wg
 */
export const DEFER_RULES: readonly ValidationRule[] = [deferLabels, deferAtRoot];
