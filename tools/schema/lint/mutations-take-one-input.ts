import { print } from 'graphql';
import { mutations, pascal, type SchemaRule } from './subject.ts';

/** `orderPlace(input: OrderPlaceInput!): OrderPlacePayload!`: one input and one payload, both named after the mutation. */
export const mutationsTakeOneInput: SchemaRule = (subject) =>
  mutations(subject).flatMap((node) => {
    const name = pascal(node.name.value);
    const given = (node.arguments ?? [])
      .map((argument) => `${argument.name.value}: ${print(argument.type)}`)
      .join(', ');
    const wrong = [
      ...(given === `input: ${name}Input!` ? [] : [`takes exactly (input: ${name}Input!)`]),
      ...(print(node.type) === `${name}Payload!` ? [] : [`returns ${name}Payload!`]),
    ];
    return wrong.map((demand) => ({ node, message: `${node.name.value} ${demand}` }));
  });
