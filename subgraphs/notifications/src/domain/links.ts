import type { Links } from './letters/facts.ts';

/** Where mails lead: pages of the router, and of the storefront where there is one. Without a slash at the end. */
export const linksTo = ({
  publicUrl,
  storefrontUrl,
}: {
  publicUrl: string;
  storefrontUrl: string | undefined;
}): Links => ({
  verification: (token) => `${publicUrl}/auth/verify?token=${encodeURIComponent(token)}`,
  // Behind the # it is sent to no server and written into no log.
  order: (orderId, accessToken) =>
    storefrontUrl === undefined ? undefined : `${storefrontUrl}/orders/${orderId}#token=${accessToken}`,
});
