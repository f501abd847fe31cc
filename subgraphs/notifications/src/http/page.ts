import { escaped, htmlPage } from '@stoa/subgraph-kit';

/** A page of the mailbox. `body` is HTML; `title` is text. */
export const page = ({ title, body, status = 200 }: { title: string; body: string; status?: number }): Response =>
  htmlPage({
    title,
    site: 'Stoa',
    style: STYLE,
    body: `<main><h1>${escaped(title)}</h1>
${body}
</main>`,
    status,
    // A mail stands in a frame, under this policy, and brings styles of its own.
    allows: ["style-src 'unsafe-inline'", "frame-src 'self'", "form-action 'none'"],
  });

/** What stands where there is no such mail. */
export const notFound = (): Response =>
  page({ title: 'Nothing here', body: '<p>There is no such mail.</p>', status: 404 });

const STYLE = `
body { margin: 0; background: #f4f1ec; color: #262421; font: 16px/1.5 system-ui, sans-serif }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem }
h1 { margin: 0 0 .25rem; font-size: 1.5rem }
h2 { font-size: 1rem; margin: 1.5rem 0 .5rem }
ul { list-style: none; margin: 1rem 0; padding: 0; background: #fff; border-radius: 12px; box-shadow: 0 1px 3px #0002 }
li { padding: .8rem 1.2rem; border-top: 1px solid #eee7dd; display: flex; flex-wrap: wrap; gap: .25rem 1rem;
  justify-content: space-between }
li:first-child { border-top: 0 }
a { color: inherit }
.quiet { color: #77716a; font-size: .875rem }
iframe { width: 100%; height: 36rem; border: 0; border-radius: 12px; background: #fff; box-shadow: 0 1px 3px #0002 }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #fff; border-radius: 12px; padding: 1.2rem }`;
