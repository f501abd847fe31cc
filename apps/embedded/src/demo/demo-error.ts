/** The demo market could not be made as planned; the message says which step and why. */
export class DemoError extends Error {
  override readonly name = 'DemoError';
}
