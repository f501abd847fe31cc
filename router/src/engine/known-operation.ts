import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { maskOf } from '../authorize/mask.ts';
import type { Requirement } from '../authorize/requirement.ts';
import { introspectionOf, type Introspection } from '../execute/introspection.ts';
import { fragmentsOf } from '../document/fragments-of.ts';
import { withoutDefer } from '../document/defer.ts';
import { defersBy } from '../plan/labelled-fragments.ts';
import { booleanVariablesOf, deferVariablesOf } from '../project/boolean-variables.ts';
import { variablesCoercion } from './coerce-variables.ts';
import type { Coerced, CoercedVariables, Identity, Operation } from './engine.ts';
import type { Executable, OperationToMake } from './executable.ts';
import { makeExecutable, type MadeFor } from './make-executable.ts';
import { makeInParts } from './make-in-parts.ts';
import type { Cursor } from '../live/events/cursor.ts';
import type { Workshop } from './workshop.ts';

/** An operation with what was made of it. */
export interface KnownOperation extends OperationToMake {
  readonly coerce: (variables: Readonly<Record<string, unknown>> | undefined) => Coerced;
  readonly introspection: Introspection | undefined;
  /**
   * Made once for all who have the same rights and booleans. Without an identity: for somebody who may do everything.
   * `inParts`: what is deferred may come later.
   */
  readonly executableFor: (
    identity: Identity | undefined,
    variables: CoercedVariables,
    inParts?: boolean,
  ) => Executable | Promise<Executable>;
}

interface Parsed {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly query: string;
  readonly cursor?: Cursor | undefined;
}

export const knownOperation = (workshop: Workshop, { document, definition, query, cursor }: Parsed): KnownOperation => {
  const { apiSchema, authorization, costs } = workshop;
  const fragments = fragmentsOf(document);
  const variantOf = variants(
    authorization.requirementsOf(document, definition),
    booleanVariablesOf(definition, fragments),
  );
  const whole = withoutDefer(document);
  const partsVariantOf = whole === document ? undefined : partsVariants(deferVariablesOf(definition, fragments));
  const { executables } = workshop;
  const id = executables.nextId();
  const underWay = new Map<string, Promise<Executable>>();
  let costOf: Operation['costOf'] | undefined;

  const make = async (variant: string, madeFor: MadeFor & { readonly inParts: boolean }) => {
    try {
      const executable = await (madeFor.inParts ? makeInParts : makeExecutable)(workshop, operation, madeFor);
      executables.set(id + variant, executable);
      return executable;
    } finally {
      underWay.delete(variant);
    }
  };

  const operation: KnownOperation = {
    query,
    document,
    definition,
    name: definition.name?.value,
    cursor,
    whole,
    costOf: (variables) => (costOf ??= costs(document, definition))(variables),
    coerce: variablesCoercion(apiSchema, definition),
    introspection: introspectionOf(apiSchema, document, definition),
    executableFor: (identity, booleans, acceptsParts) => {
      const inParts = acceptsParts === true && partsVariantOf !== undefined;
      const variant = inParts
        ? variantOf(identity, booleans) + partsVariantOf(booleans)
        : variantOf(identity, booleans);
      const executable = executables.get(id + variant);
      if (executable) return executable;
      let made = underWay.get(variant);
      if (!made) {
        const mayEverything = variant === '' || variant.startsWith(' ');
        const madeFor = { identity: mayEverything ? undefined : identity, booleans, inParts };
        underWay.set(variant, (made = make(variant, madeFor)));
      }
      return made;
    },
  };
  return operation;
};

/** What tells the executables of an operation apart: a mask of what somebody may not, a space, what is skipped and included. */
function variants(requirements: readonly Requirement[], booleans: readonly string[]) {
  const rightsOf = (identity: Identity | undefined) =>
    requirements.length === 0 || !identity ? '' : maskOf(requirements, identity);
  if (booleans.length === 0) return rightsOf;
  return (identity: Identity | undefined, variables: CoercedVariables): string => {
    let variant = `${rightsOf(identity)} `;
    for (const name of booleans) variant += variables[name] === true ? '1' : '0';
    return variant;
  };
}

/** The same for answers in parts: a space, what is deferred. */
const partsVariants =
  (booleans: readonly string[]) =>
  (variables: CoercedVariables): string => {
    let variant = ' ';
    for (const name of booleans) variant += defersBy(variables[name]) ? 'd' : 'n';
    return variant;
  };
