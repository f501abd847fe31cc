import { Kind, print } from 'graphql';
import { outputTypes, type Finding, type SchemaRule, type Subject } from './subject.ts';

/**
 * A payload carries `userErrors: [XError!]!`, a union of failures that each implement UserError. X is the mutation, or the
 * noun that its mutations share: `ShipmentPackError` or `ShipmentError` in `ShipmentPackPayload`.
 */
export const payloadsCarryUserErrors: SchemaRule = (subject) =>
  outputTypes(subject)
    .filter(({ kind, name }) => kind === Kind.OBJECT_TYPE_DEFINITION && name.value.endsWith('Payload'))
    .flatMap((node): Finding[] => {
      const mutation = node.name.value.replace(/Payload$/, '');
      const userErrors = node.fields?.find((field) => field.name.value === 'userErrors');
      const stem = /^\[(\w+)Error!\]!$/.exec(userErrors ? print(userErrors.type) : '')?.[1];
      if (!userErrors || stem === undefined || !new RegExp(`^${stem}(?=[A-Z]|$)`).test(mutation))
        return [{ node: userErrors ?? node, message: `${node.name.value} carries userErrors: [${mutation}Error!]!` }];
      return strangers(subject, `${stem}Error`).map((message) => ({ node: userErrors, message }));
    });

function strangers({ known }: Subject, name: string): string[] {
  const union = known.get(name);
  if (union?.kind !== Kind.UNION_TYPE_DEFINITION) return [`${name} is a union of user errors`];
  return (union.types ?? []).flatMap((member) => {
    const type = known.get(member.name.value);
    const isUserError =
      type?.kind === Kind.OBJECT_TYPE_DEFINITION &&
      type.interfaces?.some(({ name: { value } }) => value === 'UserError');
    return isUserError ? [] : [`${member.name.value}, a member of ${name}, implements UserError`];
  });
}
