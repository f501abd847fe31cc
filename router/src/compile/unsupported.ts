/** A plan holds something that the compiled executor does not carry out; stock execution takes over. */
export class Unsupported extends Error {
  constructor(what: string) {
    super(`The compiled executor does not know ${what}`);
    this.name = 'Unsupported';
  }
}
