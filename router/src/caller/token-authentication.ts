import { z } from 'zod';
import { TOKEN_ALGORITHMS } from './token-algorithms.ts';

const text = z.string().min(1);

/** Whose access tokens are taken, with which keys they are verified, and which of their claims are rights. */
export const tokenAuthentication = z.strictObject({
  issuer: text.optional(),
  /** One of these must be among the token's. */
  audience: z.union([text, z.array(text).min(1)]).optional(),
  algorithms: z
    .array(
      z.enum(TOKEN_ALGORITHMS, {
        error: ({ input }) =>
          input === 'EdDSA'
            ? 'EdDSA is not supported: jsonwebtoken does not verify it'
            : `not one of ${TOKEN_ALGORITHMS.join(', ')}`,
      }),
    )
    .min(1)
    .default(['ES256']),
  /** `typ` of the token's header, like `at+jwt`; default: any. */
  typ: text.optional(),
  keySet: z.union(
    [
      z.strictObject({
        url: z.url({ protocol: /^https?$/ }),
        /** How old the set may become before it is fetched again. */
        refreshSeconds: z.number().int().min(10).max(86_400).optional(),
      }),
      z.strictObject({ keys: z.array(z.record(z.string(), z.unknown())).min(1) }),
    ],
    'needs the url of a key set (and refreshSeconds, from 10 to 86400, if wanted), or a list of keys',
  ),
  /** Claim with the scopes: words with spaces between, or a list. */
  scopesClaim: text.default('scope'),
  /** Claim with the policies that hold, likewise; default: none hold. */
  policiesClaim: text.optional(),
  /** Header with the token, after `Bearer`; in another than `authorization` it may stand alone. */
  header: text.transform((name) => name.toLowerCase()).default('authorization'),
  /** Whether requests without a token are turned away. */
  isRequired: z.boolean().default(false),
});

export type TokenAuthentication = z.output<typeof tokenAuthentication>;
