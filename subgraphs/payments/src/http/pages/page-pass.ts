import type { SandboxPayment } from '../../providers/sandbox/sandbox-payment.ts';

/** A payment, and what its pages' links and forms have to carry. */
export interface PagePass {
  readonly payment: SandboxPayment;
  readonly secret: string;
  readonly formToken: string;
}
