/** A storefront's GraphQL client: HTTP and nothing else. */
export interface GraphClient {
  /** Asks and expects an answer without errors. @throws with the errors otherwise. */
  ask(query: string, variables?: Record<string, unknown>): Promise<any>; // eslint-disable-line @typescript-eslint/no-explicit-any
  /** Asks and gives the answer as it came. */
  answer(query: string, variables?: Record<string, unknown>): Promise<GraphAnswerBody>;
  /** The same client with other credentials. */
  as(credentials: Credentials): GraphClient;
}

export interface Credentials {
  readonly accessToken?: string | undefined;
  readonly cartToken?: string | undefined;
  readonly orderToken?: string | undefined;
}

export interface GraphAnswerBody {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers have as many shapes as questions
  readonly data?: any;
  readonly errors?: { message: string; path?: (string | number)[]; extensions?: { code?: string } }[];
}

export const graphClient = (url: string, credentials: Credentials = {}): GraphClient => {
  const answer = async (query: string, variables: Record<string, unknown> = {}): Promise<GraphAnswerBody> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(credentials.accessToken && { authorization: `Bearer ${credentials.accessToken}` }),
        ...(credentials.cartToken && { 'x-cart-token': credentials.cartToken }),
        ...(credentials.orderToken && { 'x-order-token': credentials.orderToken }),
      },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, ...((await response.json()) as object) };
  };
  return {
    answer,
    ask: async (query, variables) => {
      const { data, errors } = await answer(query, variables);
      if (errors) throw new Error(`${JSON.stringify(errors)} for ${query}`);
      return data as unknown;
    },
    as: (other) => graphClient(url, { ...credentials, ...other }),
  };
};
