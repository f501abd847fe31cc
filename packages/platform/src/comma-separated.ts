import { z } from 'zod';

/** A setting with several values: what stands between its commas, without what is empty. */
export const commaSeparated = z
  .string()
  .optional()
  .transform(
    (text) =>
      text
        ?.split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '') ?? [],
  );
