import {
  execute,
  getOperationAST,
  getVariableValues,
  locatedError,
  OperationTypeNode,
  separateOperations,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { compilableDocument, conditionsOf, hasPlainNames } from './compilable-document.ts';
import { compilableSchema, type CompilableSchema, type Program } from './compilable-schema.ts';
import { MISFIT } from './compiled-run.ts';
import { compiledSize } from './compiled-size.ts';

type Variables = Readonly<Record<string, unknown>>;

/** A valid document's operation, ready to be run with variables and a context. */
export type Run = (variables: Variables, context: unknown) => ExecutionResult | PromiseLike<ExecutionResult>;

/** How often a document is interpreted before it is compiled: what comes once is not worth compiling (some ms). */
const RUNS_BEFORE_COMPILING = 2;
/** A document whose rows were not for compiled code this often is not compiled any more: it would be run twice each time. */
const MOST_GIVEN_UP = 3;
/** Variables of @skip and @include: each doubles the number of programs for one document. */
const MOST_CONDITIONS = 3;
/** Fields of one program: compiling this many holds the event loop for some 10 ms. */
const MOST_FIELDS = 250;
/** As many as graphql-js tells of wrong variables. */
const MOST_ERRORS = 50;

/**
 * Runs a query by graphql-js the first times, and compiled by graphql-jit from then on; what the compiler does not take stays
 * with graphql-js, whose answers are the same. A mutation is never compiled: its work is in the database, and what compiled
 * code cannot finish has to be run again.
 */
export const compiledQuery = (schema: GraphQLSchema, document: DocumentNode, operationName?: string): Run => {
  const interpreted: Run = (variableValues, contextValue) =>
    execute({ schema, document, contextValue, variableValues, ...(operationName !== undefined && { operationName }) });
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== OperationTypeNode.QUERY) return interpreted;
  let run = interpreted;
  let runs = 0;
  return (variables, context) => {
    if (runs < RUNS_BEFORE_COMPILING) runs += 1;
    else if (run === interpreted && runs === RUNS_BEFORE_COMPILING) {
      runs += 1;
      run = compiled({ schema, document, operation, interpreted }) ?? interpreted;
    }
    return run(variables, context);
  };
};

interface Compilable {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Answers in place of compiled code. */
  readonly interpreted: Run;
}

/** The operation compiled, or undefined when the compiler does not take it. */
export const compiled = ({ schema, document, operation, interpreted }: Compilable): Run | undefined => {
  const own = separateOperations(document)[operation.name?.value ?? ''] ?? document;
  const conditions = conditionsOf(own);
  const compilable = compilableSchema(schema);
  if (!compilable || conditions.length > MOST_CONDITIONS || !hasPlainNames(own)) return undefined;
  const size = compiledSize(schema, own, MOST_FIELDS);
  if (size > MOST_FIELDS) return undefined;
  /** For each outcome of the conditions its program's key, undefined where the compiler takes none. */
  const keys = new Map<string, object | undefined>();
  const programFor = (variables: Variables): Program | undefined => {
    let outcome = '';
    for (const name of conditions) outcome += String(variables[name]);
    const known = keys.get(outcome);
    const remembered = known && compilable.programs.get(known);
    if (remembered || (!known && keys.has(outcome))) return remembered;
    const program = compile({ schema, compilable, document: own }, variables);
    const key = program && {};
    keys.set(outcome, key);
    if (key) compilable.programs.set(key, program, { size: size + 1 });
    return program;
  };
  let givenUp = 0;

  return (given, context) => {
    if (givenUp >= MOST_GIVEN_UP) return interpreted(given, context);
    const { errors, coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], given, {
      maxErrors: MOST_ERRORS,
    });
    if (errors) return { errors };
    // A condition that is null is an error of its own.
    if (!conditions.every((name) => typeof coerced[name] === 'boolean')) return interpreted(given, context);
    const program = programFor(coerced);
    const values = program && argumentsOf(program, coerced);
    if (!values) return interpreted(given, context);
    return runProgram(program, {
      values,
      variables: coerced,
      context,
      instead: () => {
        givenUp += 1;
        return interpreted(given, context);
      },
    });
  };
};

function compile(
  { schema, compilable, document }: { schema: GraphQLSchema; compilable: CompilableSchema; document: DocumentNode },
  conditions: Variables,
): Program | undefined {
  const prepared = compilableDocument(schema, document, conditions);
  const { customSerializers } = compilable;
  const query = prepared && compileQuery(compilable.schema, prepared.document, undefined, { customSerializers });
  return query && isCompiledQuery(query) ? { argumentsOf: prepared.argumentsOf, query: query.query } : undefined;
}

function argumentsOf(program: Program, variables: Variables): Variables | undefined {
  try {
    return program.argumentsOf(variables);
  } catch {
    return undefined;
  }
}

interface Running {
  readonly values: Variables;
  readonly variables: Variables;
  readonly context: unknown;
  /** Runs it by graphql-js: a query can be asked twice. */
  readonly instead: () => ReturnType<Run>;
}

function runProgram({ query }: Program, { values, variables, context, instead }: Running): ReturnType<Run> {
  const state = { hasGivenUp: false };
  let end: (() => void) | undefined;
  const giveUp = () => {
    if (state.hasGivenUp) return;
    state.hasGivenUp = true;
    end?.();
  };
  const answer = (result: ExecutionResult) => (state.hasGivenUp || hasMisfit(result) ? instead() : asGraphqlJs(result));
  let result: ReturnType<Run>;
  try {
    result = query(undefined, { context, variables, giveUp }, values);
  } catch {
    return instead();
  }
  if (state.hasGivenUp) return instead();
  if (!('then' in result)) return answer(result);
  const running = result;
  return new Promise((resolve) => {
    end = () => resolve(instead());
    running.then(
      (ended) => {
        if (!state.hasGivenUp) resolve(answer(ended));
      },
      () => giveUp(),
    );
  });
}

const hasMisfit = ({ errors }: ExecutionResult) => errors?.some(({ message }) => message === MISFIT) ?? false;

/** A result with errors of graphql-js's own make: the compiler's have no extensions. */
const asGraphqlJs = ({ data, errors }: ExecutionResult): ExecutionResult =>
  errors && errors.length > 0 ? { errors: errors.map(located), data: data ?? null } : { data: data ?? null };

function located({ message, originalError, path, locations }: GraphQLError): GraphQLError {
  const error = locatedError(originalError ?? new Error(message), undefined, path);
  return error.locations ? error : Object.defineProperty(error, 'locations', { value: locations, enumerable: true });
}
