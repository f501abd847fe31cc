/** A migration that stops the process from starting: `broken` SQL, `edited` after it was applied, or `failed-earlier`. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
  readonly migration: string;
  readonly kind: 'broken' | 'edited' | 'failed-earlier';

  constructor(kind: MigrationError['kind'], migration: string, cause?: unknown) {
    super(sentence(kind, migration, cause), { cause });
    this.kind = kind;
    this.migration = migration;
  }
}

function sentence(kind: MigrationError['kind'], migration: string, cause: unknown): string {
  switch (kind) {
    case 'broken':
      return `Migration ${migration} cannot be applied: ${cause instanceof Error ? cause.message : String(cause)}`;
    case 'edited':
      return `Migration ${migration} was edited after it was applied: restore it and write a new one`;
    case 'failed-earlier':
      return `Migration ${migration} failed earlier: resolve it with "prisma migrate resolve"`;
  }
}
