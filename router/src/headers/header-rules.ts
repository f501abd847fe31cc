import { z } from 'zod';
import { patternFault } from './name-pattern.ts';
import { isNeverPropagated } from './never-propagated.ts';

const name = z
  .string('not the name of a header')
  .regex(/^[\w!#$%&'*+.^`|~-]{1,256}$/, 'not the name of a header')
  .transform((text) => text.toLowerCase());
const sentName = name.refine((text) => !isNeverPropagated(text), {
  error: ({ input }) => `${String(input)} is the connection's or the router's own: no rule may send it`,
});
// What undici would refuse at every fetch is refused here, once.
const value = z.string('not text').regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'not the value of a header');
const matching = z.string('not a regular expression').superRefine((pattern, context) => {
  const fault = patternFault(pattern);
  if (fault !== undefined) context.addIssue({ code: 'custom', message: `the pattern ${fault}` });
});

const headerRule = z.union(
  [
    z.strictObject({
      /** The client's header goes on, under its name or another; `default` when the client sent none. */
      propagate: z.union(
        [
          z.strictObject({ name: sentName, rename: sentName.optional(), default: value.optional() }),
          z.strictObject({ matching }),
        ],
        'needs a name (and rename and default, if wanted), or a matching regular expression',
      ),
    }),
    z.strictObject({ insert: z.strictObject({ name: sentName, value }) }),
    z.strictObject({
      /** What earlier rules have put there is taken away. */
      remove: z.union(
        [z.strictObject({ name }), z.strictObject({ matching })],
        'needs a name, or a matching regular expression',
      ),
    }),
  ],
  'a rule is one of propagate, insert and remove, with what it needs',
);

const rules = z.array(headerRule, 'not a list of rules').max(100, 'more than 100 rules');

/**
 * Which headers subgraphs are sent. Rules are applied in their order, those for all subgraphs first; the later one wins.
 * A `matching` regular expression fits whole names, whatever their case.
 */
export const headerRules = z.strictObject({
  all: rules.default([]),
  subgraphs: z.record(z.string(), rules, 'not rules by subgraph').default({}),
});

export type HeaderRule = z.output<typeof headerRule>;
export type HeaderRules = z.output<typeof headerRules>;
