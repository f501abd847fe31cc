import { escaped, route } from '@stoa/subgraph-kit';
import type { House } from '../context.ts';
import { page } from './page.ts';

/**
 * Where the link of the verification mail leads. It asks for a click: mail filters open links on their own, and an address
 * that only its filter has seen is not verified.
 */
export const verifyPage = route('GET', '/auth/verify', (_house: House) => ({ request }) => {
  const token = new URL(request.url).searchParams.get('token') ?? '';
  return Promise.resolve(
    page({
      title: 'Verify your address',
      body: `<p>Confirm that this e-mail address is yours.</p>
<form method="post" action="/auth/verify"><input type="hidden" name="token" value="${escaped(token)}">
<button type="submit">This is my address</button></form>`,
    }),
  );
});

/** The click. */
export const verifyAddress = route('POST', '/auth/verify', ({ commands }: House) => async ({ request, door }) => {
  const token = new URLSearchParams(await request.text()).get('token') ?? '';
  const result = await commands.verifyEmail(door(), { token });
  return result.ok
    ? page({ title: 'Thank you', body: '<p>Your e-mail address is verified. You can close this page.</p>' })
    : page({
        title: 'This link does not work',
        body: '<p>It is incomplete, or the address has changed since. Ask for another mail.</p>',
        status: 400,
      });
});
