/** What letters about an account tell. */
export interface AccountFacts {
  readonly email: string | null;
  readonly displayName: string | null;
  /** Null once the address is verified. */
  readonly emailVerificationToken: string | null;
}

/** What letters about an order tell. */
export interface OrderFacts {
  readonly id: string;
  readonly number: string;
  readonly email: string;
  /** Opens the order without an account. */
  readonly accessToken: string | null;
  readonly paymentMethod: string;
  readonly deliveryAddress: {
    readonly name: string;
    readonly line1: string;
    readonly line2: string | null;
    readonly city: string;
    readonly region: string | null;
    readonly postalCode: string;
    readonly countryCode: string;
  };
  readonly lines: readonly { readonly title: string; readonly quantity: number; readonly total: Amount }[];
  readonly itemsTotal: Amount;
  readonly deliveryTotal: Amount;
  readonly taxTotal: Amount;
  readonly total: Amount;
  readonly refunds: readonly { readonly id: string; readonly reason: string; readonly amount: Amount }[];
  readonly shipments: readonly Parcel[];
  readonly cancellation: { readonly reason: string } | null;
}

export interface Parcel {
  readonly id: string;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly lines: readonly { readonly quantity: number; readonly line: { readonly title: string } }[];
}

/** An amount as the graph tells it. */
export interface Amount {
  /** In major units: `12.34`. */
  readonly amount: string;
  readonly currencyCode: string;
}

/** Where links lead. */
export interface Links {
  readonly verification: (token: string) => string;
  /** The order's page in the storefront; undefined where there is no storefront. */
  readonly order: (orderId: string, accessToken: string) => string | undefined;
}
