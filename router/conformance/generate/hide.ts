import { isLeafName } from './fields.ts';
import type { Draft } from './types.ts';

/** @inaccessible on key fields and others: plans still need them, clients do not see them. */
export const hideSome = ({ random, model }: Draft): void => {
  const common = new Set([...model.interfaces.values()].flatMap(({ fields }) => [...fields.keys()]));
  for (const { fields, isEntity } of model.objects.values()) {
    if (!isEntity) continue;
    for (const field of fields.values())
      if (isLeafName(field.type) && !common.has(field.name) && field.name !== 'id' && random.chance(0.07))
        field.isInaccessible = true;
  }
};
