import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { announcedEvents, atRest } from '../harness/at-rest.ts';
import type { GraphAnswerBody } from '../harness/graph-client.ts';
import { stoaProcess, type StoaProcess } from '../harness/stoa-process.ts';
import { aWorld, type Actor, type World } from './a-world.ts';
import { cases } from './cases.ts';
import { fieldsOf, isScalar, isText, mutations, type InputField, type Mutation } from './mutations.ts';

const OVER_LONG = 'x'.repeat(60_000);
// Neither can be stored as PostgreSQL's text or jsonb.
const STRANGE_TEXTS = ['before\u0000after', 'half a pair \uD800'];

describe('bad input', () => {
  let stoa: StoaProcess;
  let world: World;

  beforeAll(async () => {
    stoa = await stoaProcess();
    await stoa.start();
    world = await aWorld(stoa);
    await atRest(stoa);
  }, 60_000);
  afterAll(() => stoa.destroy());

  const send = ({ name, inputType }: Mutation, by: Actor, input: unknown): Promise<GraphAnswerBody> =>
    world.actors[by].answer(
      `mutation ($input: ${inputType}!) { ${name}(input: $input) { userErrors { __typename ... on UserError { code message path } } } }`,
      { input },
    );

  /** Sends each and gives the codes it was refused with; none of them may change anything or say too much. */
  const codesOf = async (
    mutation: Mutation,
    attempts: readonly (readonly [string, Actor, unknown])[],
  ): Promise<Record<string, string>> => {
    const before = await announcedEvents(stoa);
    const codes: Record<string, string> = {};
    for (const [what, by, input] of attempts) {
      const answer = await send(mutation, by, input);
      expect(JSON.stringify(answer)).not.toMatch(/stack|node_modules|\.ts:\d/);
      codes[what] = codeOf(mutation.name, answer);
    }
    expect(await announcedEvents(stoa)).toBe(before);
    return codes;
  };
  const validFor = ({ name }: Mutation) => cases[name]!.valid(world) as Record<string, unknown>;
  const byOf = ({ name }: Mutation) => cases[name]!.by;

  test('is known for every mutation there is', () => {
    expect(mutations.length).toBeGreaterThan(40);
    expect(Object.keys(cases).toSorted()).toEqual(mutations.map(({ name }) => name).toSorted());
  });

  describe.each(mutations.map((mutation) => [mutation.name, mutation] as const))('for %s', (_, mutation) => {
    const fields = fieldsOf(mutation.inputType);

    test('is refused when it has another shape', async () => {
      const valid = validFor(mutation);
      const wrong = fields.flatMap((field): [string, unknown][] => [
        [`${field.path} of another type`, replaced(valid, field, { nonsense: 1 })],
        ...(field.isRequired
          ? [[`without ${field.path}`, replaced(valid, field, undefined)] satisfies [string, unknown]]
          : []),
      ]);
      const all: [string, unknown][] = [['no object', 42], ['an unknown field', { ...valid, nonsense: 1 }], ...wrong];
      const codes = await codesOf(
        mutation,
        all.filter(([, input]) => input !== NOT_THERE).map(([what, input]) => [what, byOf(mutation), input]),
      );
      expect(without(codes, 'BAD_USER_INPUT')).toEqual({});
    });

    test('is refused when a text is far too long', async () => {
      const codes = await codesOf(mutation, hostile(isText, [OVER_LONG]));
      // To take away what is not there is no error: it changes nothing.
      const isRefused = (what: string, code: string) =>
        !HARM.test(code) && (code !== 'ACCEPTED' || /Ids? #/.test(what));
      expect(Object.fromEntries(Object.entries(codes).filter(([what, code]) => !isRefused(what, code)))).toEqual({});
    });

    test('is refused when a text cannot be stored', async () => {
      const codes = await codesOf(mutation, hostile(isText, STRANGE_TEXTS));
      expect(without(codes, 'BAD_USER_INPUT')).toEqual({});
    });

    test('is refused when a number is none', async () => {
      const isNumber = (field: InputField) => isScalar(field) && /^(Int|Int64|Decimal)$/.test(field.type);
      const codes = await codesOf(mutation, hostile(isNumber, ['NaN', '1e999', 'x'.repeat(1_000), 1.5e300]));
      expect(without(codes, 'BAD_USER_INPUT', 'INVALID_INPUT')).toEqual({});
    });

    if (mutation.isFor !== 'everybody')
      test('is refused from whoever may not', async () => {
        const valid = validFor(mutation);
        const codes = await codesOf(mutation, [
          ['a visitor', 'visitor', valid],
          ...(mutation.isFor === 'a role'
            ? ([
                ['a shopper', 'mallory', valid],
                ['an owner', 'owner', valid],
              ] as const)
            : []),
        ]);
        expect(without(codes, 'UNAUTHORIZED_FIELD_OR_TYPE')).toEqual({});
      });

    const { refused = [] } = cases[mutation.name] ?? {};
    if (refused.length > 0)
      test.each(refused.map((refusal) => [refusal[0], refusal] as const))(
        'is refused when it is %s',
        async (what, [, change, code, by]) => {
          const codes = await codesOf(mutation, [
            [what, by ?? byOf(mutation), { ...validFor(mutation), ...change(world) }],
          ]);
          expect(code.split('|')).toContain(codes[what]);
        },
      );

    const hostile = (isMeant: (field: InputField) => boolean, values: readonly unknown[]) =>
      fields.filter(isMeant).flatMap((field) =>
        values
          .map((value) => replaced(validFor(mutation), field, field.isList ? [value] : value))
          .filter((input) => input !== NOT_THERE)
          .map((input, index) => [`${field.path} #${index}`, byOf(mutation), input] as const),
      );
  });
});

const NOT_THERE = Symbol('not there');

/** The input with another value at one place; `NOT_THERE` when the valid input has nothing around that place. */
function replaced(input: Record<string, unknown>, { path }: InputField, value: unknown): unknown {
  const copy = structuredClone(input);
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let place: unknown = copy;
  for (const step of steps) place = (place as Record<string, unknown> | undefined | null)?.[step];
  if (place === undefined || place === null) return NOT_THERE;
  (place as Record<string, unknown>)[last] = value;
  return copy;
}

function codeOf(name: string, { data, errors }: GraphAnswerBody): string {
  if (errors) return [...new Set(errors.map((error) => error.extensions?.code ?? 'NO CODE'))].join();
  const codes = (data[name] as { userErrors: { code: string }[] }).userErrors.map(({ code }) => code);
  return codes.join() || 'ACCEPTED';
}

const HARM = /INTERNAL_SERVER_ERROR|TEMPORARILY_UNAVAILABLE|DEADLINE_EXCEEDED|NO CODE/;
const without = (codes: Record<string, string>, ...expected: readonly string[]) =>
  Object.fromEntries(Object.entries(codes).filter(([, code]) => !expected.includes(code)));
