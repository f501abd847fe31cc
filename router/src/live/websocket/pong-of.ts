/** The answer to a ping; undefined for a payload that cannot be written as it was read. */
export const pongOf = (payload: Readonly<Record<string, unknown>> | undefined): string | undefined => {
  if (payload === undefined) return '{"type":"pong"}';
  try {
    return `{"type":"pong","payload":${JSON.stringify(payload)}}`;
  } catch {
    // JSON is read at any depth, and written as deep as the stack is.
    return undefined;
  }
};
