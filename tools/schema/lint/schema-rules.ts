import { booleansAreQuestions } from './booleans-are-questions.ts';
import { connectionsAreSized } from './connections-are-sized.ts';
import { connectionsHaveOneShape } from './connections-have-one-shape.ts';
import { deprecationsAreDated } from './deprecations-are-dated.ts';
import { entitiesAreKeyedById } from './entities-are-keyed-by-id.ts';
import { listsAreNonNull } from './lists-are-non-null.ts';
import { moneyAndStockMoveOnce } from './money-and-stock-move-once.ts';
import { mutationsSayNounVerb } from './mutations-say-noun-verb.ts';
import { mutationsTakeOneInput } from './mutations-take-one-input.ts';
import { payloadsCarryUserErrors } from './payloads-carry-user-errors.ts';
import { statesAreEnums } from './states-are-enums.ts';
import type { SchemaRule } from './subject.ts';
import { timesAreDateTimes } from './times-are-date-times.ts';

/** The conventions of the graph that a machine can check, by the name that a finding carries. */
export const SCHEMA_RULES = {
  'mutations-say-noun-verb': mutationsSayNounVerb,
  'mutations-take-one-input': mutationsTakeOneInput,
  'payloads-carry-user-errors': payloadsCarryUserErrors,
  'connections-have-one-shape': connectionsHaveOneShape,
  'connections-are-sized': connectionsAreSized,
  'lists-are-non-null': listsAreNonNull,
  'booleans-are-questions': booleansAreQuestions,
  'times-are-date-times': timesAreDateTimes,
  'states-are-enums': statesAreEnums,
  'money-and-stock-move-once': moneyAndStockMoveOnce,
  'entities-are-keyed-by-id': entitiesAreKeyedById,
  'deprecations-are-dated': deprecationsAreDated,
} satisfies Record<string, SchemaRule>;
export type SchemaRuleName = keyof typeof SCHEMA_RULES;
