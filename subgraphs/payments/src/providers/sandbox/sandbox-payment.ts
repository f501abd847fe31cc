import type { Money } from '@stoa/kernel';

/** A payment in the sandbox's own books. */
export interface SandboxPayment {
  readonly reference: string;
  readonly id: string;
  readonly orderNumber: string;
  readonly amount: Money;
  readonly status: 'REQUIRES_ACTION' | 'PROCESSING' | 'CAPTURED' | 'FAILED' | 'CANCELLED';
  readonly failureReason: string | null;
  readonly wrongCodes: number;
  /** When a promised payment arrives. */
  readonly settleAt: Date | null;
}

/** A refund in the sandbox's own books. */
export interface SandboxRefund {
  readonly reference: string;
  readonly id: string;
  readonly paymentReference: string;
  readonly amount: Money;
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly failureReason: string | null;
}

/** What can happen to a payment at the sandbox. What does not fit its state leaves it as it is. */
export type SandboxStep = (payment: SandboxPayment) => SandboxPayment;

/** What the page's 3-D Secure step asks for. */
export const CHALLENGE_CODE = '1234';
const MOST_WRONG_CODES = 3;
const SETTLES_AFTER_MS = 60_000;

export const approve: SandboxStep = (payment) =>
  payment.status === 'REQUIRES_ACTION' ? { ...payment, status: 'CAPTURED' } : payment;

export const decline: SandboxStep = (payment) =>
  payment.status === 'REQUIRES_ACTION' ? { ...payment, status: 'FAILED', failureReason: 'CARD_DECLINED' } : payment;

/** The buyer typed the code of the 3-D Secure step; the third wrong one ends the payment. */
export const answerChallenge =
  (code: string): SandboxStep =>
  (payment) => {
    if (payment.status !== 'REQUIRES_ACTION') return payment;
    if (code.trim() === CHALLENGE_CODE) return { ...payment, status: 'CAPTURED' };
    const wrongCodes = payment.wrongCodes + 1;
    return wrongCodes < MOST_WRONG_CODES
      ? { ...payment, wrongCodes }
      : { ...payment, wrongCodes, status: 'FAILED', failureReason: 'AUTHENTICATION_FAILED' };
  };

/** A payment by transfer: promised now, there in a minute. */
export const payLater =
  (at: Date): SandboxStep =>
  (payment) =>
    payment.status === 'REQUIRES_ACTION'
      ? { ...payment, status: 'PROCESSING', settleAt: new Date(at.getTime() + SETTLES_AFTER_MS) }
      : payment;

export const settle: SandboxStep = (payment) =>
  payment.status === 'PROCESSING' ? { ...payment, status: 'CAPTURED', settleAt: null } : payment;

/** Whoever was faster wins: a captured payment stays captured. */
export const callOff: SandboxStep = (payment) =>
  payment.status === 'REQUIRES_ACTION' || payment.status === 'PROCESSING'
    ? { ...payment, status: 'CANCELLED', settleAt: null }
    : payment;
