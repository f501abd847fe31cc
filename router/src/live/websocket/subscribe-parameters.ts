import { parametersOfObject, type GraphqlParameters } from '../../front/graphql-parameters.ts';
import { cursorOf } from '../cursor-of.ts';

/** What a `subscribe` message asks for. */
export interface SubscribeParameters {
  readonly parameters: GraphqlParameters;
  /** `extensions.cursor`: of the last state that the client has. */
  readonly cursor: string | undefined;
}

/** @throws Refusal: 400 for what is no GraphQL request */
export const subscribeParameters = (payload: Readonly<Record<string, unknown>>): SubscribeParameters => {
  const parameters = parametersOfObject(payload);
  return { parameters, cursor: cursorOf(parameters) };
};
