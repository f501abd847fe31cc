import { unreachable } from '@stoa/kernel';
import type { NotFound, VersionConflict } from '@stoa/messaging';
import { notFoundError, withoutConflict, wrongStateError } from '@stoa/subgraph-kit';
import type { MethodUnavailable, NotPayable } from '../domain/start-attempt.ts';

/** Why no attempt was begun, as the graph says it. */
export const startError = (refusal: NotFound | VersionConflict | NotPayable | MethodUnavailable) => {
  const failure = withoutConflict(refusal);
  switch (failure.kind) {
    case 'NOT_FOUND':
      return notFoundError(failure, ['orderId']);
    case 'NOT_PAYABLE':
      return wrongStateError(failure.state, {
        message: `The order cannot be paid: it is ${failure.state}.`,
        path: ['orderId'],
      });
    case 'METHOD_UNAVAILABLE':
      return {
        __typename: 'PaymentMethodUnavailable',
        code: 'PAYMENT_METHOD_UNAVAILABLE',
        message:
          failure.because === 'TOO_MANY_ATTEMPTS'
            ? 'It was tried too often. Order again, or ask support.'
            : 'Paying on delivery is chosen with the order.',
        path: failure.because === 'TOO_MANY_ATTEMPTS' ? ['orderId'] : ['method'],
      } as const;
  }
  return unreachable(failure);
};
