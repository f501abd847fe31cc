import { unreachable } from '@stoa/kernel';
import type { MethodUnavailable, NotPayable } from '../domain/start-attempt.ts';

type Common =
  | { readonly kind: 'NOT_FOUND'; readonly id: string }
  | { readonly kind: 'VERSION_CONFLICT'; readonly id: string; readonly currentVersion: number };

/** Why no attempt was begun, as the graph says it. */
export const startError = (failure: Common | NotPayable | MethodUnavailable) => {
  switch (failure.kind) {
    case 'NOT_FOUND':
      return {
        __typename: 'NotFound',
        code: 'NOT_FOUND',
        message: `Nothing was found under ${failure.id}.`,
        path: ['orderId'],
      } as const;
    // The mutation takes no expected version.
    case 'VERSION_CONFLICT':
      throw new TypeError('A version conflict without an expected version');
    case 'NOT_PAYABLE':
      return {
        __typename: 'WrongState',
        code: 'WRONG_STATE',
        message: `The order cannot be paid: it is ${failure.state}.`,
        path: ['orderId'],
        state: failure.state,
      } as const;
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
