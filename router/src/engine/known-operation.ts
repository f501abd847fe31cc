import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { maskOf } from '../authorize/mask.ts';
import type { Requirement } from '../authorize/requirement.ts';
import { introspectionOf, type Introspection } from '../execute/introspection.ts';
import { fragmentsOf } from '../document/fragments-of.ts';
import { booleanVariablesOf } from '../project/boolean-variables.ts';
import { variablesCoercion, type Coerced } from './coerce-variables.ts';
import type { CoercedVariables, Identity, Operation } from './engine.ts';
import type { Executable } from './executable.ts';
import { makeExecutable } from './make-executable.ts';
import type { Workshop } from './workshop.ts';

/** An operation with what was made of it. */
export interface KnownOperation extends Operation {
  readonly coerce: (variables: Readonly<Record<string, unknown>> | undefined) => Coerced;
  readonly introspection: Introspection | undefined;
  /** Made once for all who have the same rights and booleans. Without an identity: for somebody who may do everything. */
  readonly executableFor: (
    identity: Identity | undefined,
    variables: CoercedVariables,
  ) => Executable | Promise<Executable>;
}

interface Parsed {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly query: string;
}

export const knownOperation = (workshop: Workshop, { document, definition, query }: Parsed): KnownOperation => {
  const { apiSchema, authorization, costs } = workshop;
  const variantOf = variants(
    authorization.requirementsOf(document, definition),
    booleanVariablesOf(definition, fragmentsOf(document)),
  );
  const { executables } = workshop;
  const id = executables.nextId();
  const underWay = new Map<string, Promise<Executable>>();
  let costOf: Operation['costOf'] | undefined;

  const make = async (variant: string, madeFor: Parameters<typeof makeExecutable>[2]) => {
    try {
      const executable = await makeExecutable(workshop, operation, madeFor);
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
    costOf: (variables) => (costOf ??= costs(document, definition))(variables),
    coerce: variablesCoercion(apiSchema, definition),
    introspection: introspectionOf(apiSchema, document, definition),
    executableFor: (identity, booleans) => {
      const variant = variantOf(identity, booleans);
      const executable = executables.get(id + variant);
      if (executable) return executable;
      let made = underWay.get(variant);
      if (!made) {
        const mayEverything = variant === '' || variant.startsWith(' ');
        underWay.set(variant, (made = make(variant, { identity: mayEverything ? undefined : identity, booleans })));
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
