/** The secret that opens an order again without an account. It can be computed at any time, so a lost reply and a mail can give it again. */
export interface AccessTokens {
  tokenOf(orderId: string): string;
  hashOf(orderId: string): string;
}
