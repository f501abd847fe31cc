/** A letter before it is text or HTML. */
export interface Letter {
  readonly subject: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'TEXT'; readonly text: string }
  | { readonly kind: 'LINK'; readonly label: string; readonly url: string }
  | { readonly kind: 'TABLE'; readonly rows: readonly Row[] }
  | { readonly kind: 'NOTE'; readonly text: string };

export interface Row {
  readonly left: string;
  readonly right: string;
  readonly isTotal?: boolean;
}

export const paragraph = (text: string): Block => ({ kind: 'TEXT', text });
export const link = (label: string, url: string): Block => ({ kind: 'LINK', label, url });
export const table = (rows: readonly Row[]): Block => ({ kind: 'TABLE', rows });
/** In small print. */
export const note = (text: string): Block => ({ kind: 'NOTE', text });
