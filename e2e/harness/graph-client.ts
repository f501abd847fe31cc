/** A storefront's GraphQL client: HTTP and nothing else. */
export interface GraphClient {
  /** Asks and expects an answer without errors. @throws with the errors otherwise. */
  ask(query: string, variables?: Record<string, unknown>): Promise<any>; // eslint-disable-line @typescript-eslint/no-explicit-any
  /** Asks and gives the answer as it came. */
  answer(query: string, variables?: Record<string, unknown>): Promise<GraphAnswerBody>;
  /** The same client with other credentials. */
  as(credentials: Credentials): GraphClient;
  /** The same client at another door. */
  at(url: string): GraphClient;
  /** What it shows of itself with each request. */
  readonly headers: Readonly<Record<string, string>>;
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
  const headers = headersOf(credentials);
  const answer = async (query: string, variables: Record<string, unknown> = {}): Promise<GraphAnswerBody> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...headers,
      },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, ...((await response.json()) as object) };
  };
  return {
    answer,
    headers,
    ask: async (query, variables) => {
      const { data, errors } = await answer(query, variables);
      if (errors) throw new Error(`${JSON.stringify(errors)} for ${query}`);
      return data as unknown;
    },
    at: (elsewhere) => graphClient(elsewhere, credentials),
    as: (other) => graphClient(url, { ...credentials, ...other }),
  };
};

const headersOf = ({ accessToken, cartToken, orderToken }: Credentials): Record<string, string> => ({
  ...(accessToken !== undefined && { authorization: `Bearer ${accessToken}` }),
  ...(cartToken !== undefined && { 'x-cart-token': cartToken }),
  ...(orderToken !== undefined && { 'x-order-token': orderToken }),
});
