/** Does what a buyer does on the sandbox's hosted page: opens it and presses a button of its form. */
export const pressOnHostedPage = async (
  pageUrl: string,
  base: string,
  button: RegExp,
  fields: Record<string, string> = {},
): Promise<Response> => {
  const address = onBase(pageUrl, base);
  const page = await (await fetch(address)).text();
  const form = [...page.matchAll(/<form[^>]*action="([^"]+)"[^>]*>([\s\S]*?)<\/form>/g)].find(([, , body = '']) =>
    button.test(body),
  );
  if (!form) throw new Error(`No button ${button.source} on ${address}:\n${page.slice(0, 2_000)}`);
  const [, action = '', body = ''] = form;
  const hidden = Object.fromEntries(
    [...body.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
      /name="([^"]*)"/.exec(input)?.[1] ?? '',
      /value="([^"]*)"/.exec(input)?.[1] ?? '',
    ]),
  );
  return fetch(onBase(action.replaceAll('&amp;', '&'), base), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...hidden, ...fields }),
    redirect: 'manual',
  });
};

// The page may name localhost where the test speaks to 127.0.0.1.
const onBase = (address: string, base: string) => {
  const { pathname, search } = new URL(address, base);
  return new URL(pathname + search, base).href;
};
