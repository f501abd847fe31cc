import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { execute, parse, validate, type ExecutionResult, type GraphQLError, type GraphQLSchema } from 'graphql';

export type Variables = Readonly<Record<string, unknown>>;
export type Engine = 'graphql-js' | 'graphql-jit';

type Run = (variables: Variables) => ExecutionResult | Promise<ExecutionResult>;

/** Answers operations of one schema; a text is parsed, validated and compiled once. */
export const rememberedOperations = (schema: GraphQLSchema, engine: Engine) => {
  const runs = new Map<string, Run>();
  return (query: string, variables: Variables): ReturnType<Run> => {
    let run = runs.get(query);
    if (!run) runs.set(query, (run = prepare(schema, engine, query)));
    return run(variables);
  };
};

function prepare(schema: GraphQLSchema, engine: Engine, query: string): Run {
  const document = parse(query);
  const errors: readonly GraphQLError[] = validate(schema, document);
  if (errors.length > 0) return () => ({ errors });
  if (engine === 'graphql-js') return (variableValues) => execute({ schema, document, variableValues });
  const compiled = compileQuery(schema, document);
  if (!isCompiledQuery(compiled)) return () => compiled;
  return (variables) => compiled.query({}, {}, variables);
}
