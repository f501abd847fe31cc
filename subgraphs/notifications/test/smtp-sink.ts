import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface SmtpSink {
  readonly url: string;
  /** Every message taken, headers and body. */
  readonly messages: readonly string[];
  /** What the next messages' recipients are answered, `250 ok` when undefined. */
  answerRecipients(line: string | undefined): void;
  close(): Promise<void>;
}

/** A mail server that takes what it is given and forwards nothing. Source: RFC 5321. */
export const smtpSink = async (): Promise<SmtpSink> => {
  const messages: string[] = [];
  const sockets = new Set<Socket>();
  let recipientAnswer: string | undefined;
  const server = createServer((socket) => {
    sockets.add(socket);
    let buffer = '';
    let isData = false;
    const say = (line: string) => socket.write(`${line}\r\n`);
    say('220 sink');
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      buffer += chunk;
      for (;;) {
        const end = buffer.indexOf(isData ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + (isData ? 5 : 2));
        if (isData) {
          messages.push(line);
          isData = false;
          say('250 taken');
        } else if (line === 'DATA') {
          isData = true;
          say('354 go on');
        } else if (line === 'QUIT') {
          say('221 bye');
          socket.end();
        } else say(line.startsWith('RCPT TO') ? (recipientAnswer ?? '250 ok') : '250 ok');
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages,
    answerRecipients: (line) => (recipientAnswer = line),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};
