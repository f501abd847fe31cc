/** Stoa cannot start; the message is the one line that says why and what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
