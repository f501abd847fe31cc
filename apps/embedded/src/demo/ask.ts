import { randomUUID } from 'node:crypto';
import type { Caller } from '@stoa/kernel';
import type { Stoa } from '../start-stoa.ts';
import { DemoError } from './demo-error.ts';

/** One question to one subgraph. */
export interface Question {
  readonly of: string;
  readonly as: Caller;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** One mutation of one subgraph: its field, its input and what is wanted of the payload. */
export interface Telling {
  readonly of: string;
  readonly as: Caller;
  readonly mutation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Selection on the payload, without its braces. */
  readonly answer: string;
  /** Codes of user errors that are no failure: the payload's field is null then. */
  readonly unless?: readonly string[];
}

export interface Ask {
  /** @throws DemoError for every GraphQL error. */
  ask<Data>(question: Question): Promise<Data>;
  /** Sends a mutation, answers its payload. @throws DemoError for every user error that was not named. */
  tell<Payload>(telling: Telling): Promise<Payload>;
}

const TIMEOUT_MS = 15_000;

/** Speaks to the subgraphs as people do, past the router's limits. */
export const askSubgraphs = ({ subgraphs }: Pick<Stoa, 'subgraphs'>): Ask => {
  const ask = async <Data>({ of, as: caller, query, variables }: Question): Promise<Data> => {
    const answer = await subgraphs[of]?.handle({
      query,
      variables,
      caller,
      requestId: `demo-${randomUUID()}`,
      deadline: new Date(Date.now() + TIMEOUT_MS),
    });
    if (!answer?.data || answer.errors?.length)
      throw new DemoError(`${of} answered ${JSON.stringify(answer?.errors)} to ${query} ${JSON.stringify(variables)}`);
    return answer.data as Data;
  };
  return {
    ask,
    tell: async <Payload>({ mutation, input, answer, unless = [], ...whom }: Telling): Promise<Payload> => {
      const data = await ask<Record<string, Payload & { userErrors: readonly UserError[] }>>({
        ...whom,
        query: `mutation($input: ${upperFirst(mutation)}Input!) { ${mutation}(input: $input) { ${answer}
          userErrors { __typename ... on UserError { code message path } } } }`,
        variables: { input },
      });
      const payload = data[mutation] as Payload & { userErrors: readonly UserError[] };
      const failure = payload.userErrors.find(({ code }) => !unless.includes(code));
      if (failure)
        throw new DemoError(`${mutation} was refused: ${JSON.stringify(failure)} for ${JSON.stringify(input)}`);
      return payload;
    },
  };
};

interface UserError {
  readonly code: string;
  readonly message: string;
}

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
