/** What ends a command in one line: 2 for a wrong command line, 1 for ground that cannot be made ready. */
export class Refusal extends Error {
  constructor(message, exitCode = 2) {
    super(message);
    this.exitCode = exitCode;
  }
}
