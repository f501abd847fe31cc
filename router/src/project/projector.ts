/** Writes what was fetched as the JSON text that the operation asked for. */
export type Projector = (
  data: Readonly<Record<string, unknown>>,
  /** JSON texts of `__schema` and `__type` fields at the root, by response name. */
  introspection?: Readonly<Record<string, string>>,
) => string | null;

/**
 * Under which key of the fetched data a field is found: its response name, unless the plan had to ask for it under another
 * one (see plan/required-fields.ts).
 */
export type DataKey = (field: {
  readonly parentType: string;
  readonly name: string;
  readonly responseName: string;
}) => string;
