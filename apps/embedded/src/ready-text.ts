import type { Stoa } from './start-stoa.ts';
import { DEMO_ACCOUNTS } from './demo/demo-accounts.ts';

/** What a person needs when everything is up: where to look, who to be, what to ask. */
export const readyText = (
  { url }: Stoa,
  { hasExplorer, hasDemo }: { hasExplorer: boolean; hasDemo: boolean },
): string => {
  const links = [
    ['Sandbox', url],
    ...(hasExplorer ? [['Explorer (offline)', `${url}/explorer`]] : []),
    ['Mailbox', `${url}/mail`],
  ] as const;
  const accounts = hasDemo
    ? `\n  Accounts (password ${DEMO_ACCOUNTS.password})\n${DEMO_ACCOUNTS.people.map(({ email, what }) => `    ${email.padEnd(26)} ${what}`).join('\n')}\n`
    : '\n  No demo data. Make an administrator: npm run admin:create\n';
  return `
Stoa is ready.

${links.map(([name, link]) => `  ${name.padEnd(20)} ${link}`).join('\n')}
${accounts}
  Try   { productSearch(query: "shirt", first: 3) { nodes { title priceRange { min { amount currencyCode } } } } }
  Stop  Ctrl-C
`;
};
