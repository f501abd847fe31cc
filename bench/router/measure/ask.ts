import { Agent, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Whether data came without errors: what a router refuses it answers with 200, too, to those who accept application/json alone. */
export const isAnswered = ({ status, text }: Answer): boolean =>
  status === 200 && text.includes('"data":{') && !text.includes('"errors":');

export interface Asker {
  /** Sends a GraphQL request. Rejects when there is no answer. */
  readonly ask: (body: string, token: string) => Promise<Answer>;
  readonly close: () => void;
}

/** A client of one server that keeps its connections. */
export const asker = (port: number): Asker => {
  const agent = new Agent({ keepAlive: true });
  return {
    ask: (body, token) =>
      new Promise((resolve, reject) => {
        const headers = {
          'content-type': 'application/json',
          accept: 'application/json',
          authorization: `Bearer ${token}`,
          'content-length': Buffer.byteLength(body),
        };
        const sent = request(
          { host: '127.0.0.1', port, path: '/graphql', method: 'POST', agent, headers },
          (answer) => {
            const chunks: Buffer[] = [];
            answer.on('data', (chunk: Buffer) => chunks.push(chunk));
            answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
            answer.on('error', reject);
          },
        );
        sent.on('error', reject);
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
};
