import { createHash } from 'node:crypto';
import { htmlPage } from '@stoa/subgraph-kit';

/** A page of the sandbox provider. `body` is HTML: whoever writes it escapes what it did not write itself. */
export const page = ({ title, body, status = 200 }: { title: string; body: string; status?: number }): Response =>
  htmlPage({
    title,
    site: 'Stoa Sandbox Pay',
    style: STYLE,
    body: `<main>
<header><span class="brand">${LOGO}<b>Stoa</b> Sandbox Pay</span><span class="badge">Test mode</span></header>
${body}
<footer>A payment provider for trying things out. No money moves and no card is asked for.</footer>
</main>`,
    status,
    allows: ALLOWED,
  });

const LOGO =
  '<svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true"><path fill="currentColor" d="M12 2 2 7v2h20V7L12 2Zm-8 9v8h3v-8H4Zm6.5 0v8h3v-8h-3ZM17 11v8h3v-8h-3ZM2 20v2h20v-2H2Z"/></svg>';

const STYLE = `
:root{color-scheme:light dark;--ink:#14213a;--soft:#5b6880;--line:#dfe5ee;--card:#fff;--ground:#eef2f8;--accent:#3446c8;--accent-ink:#fff;--good:#0f7b4f;--bad:#b3261e;--wait:#8a5a00}
@media (prefers-color-scheme:dark){:root{--ink:#e8edf7;--soft:#9aa7bf;--line:#2c3750;--card:#182136;--ground:#0e1524;--accent:#8f9dff;--accent-ink:#0e1524;--good:#5fd3a0;--bad:#ff9a92;--wait:#f0c36a}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px 16px;background:radial-gradient(70rem 34rem at 50% -12rem,color-mix(in srgb,var(--accent) 24%,transparent),transparent),var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{width:100%;max-width:440px;background:var(--card);border:1px solid var(--line);border-radius:20px;box-shadow:0 24px 60px -24px rgb(20 33 58/.35);overflow:hidden}
header{display:flex;align-items:center;justify-content:space-between;padding:18px 24px;border-bottom:1px solid var(--line);color:var(--soft);font-size:.92rem}
.brand{display:flex;align-items:center;gap:8px}.brand b{color:var(--ink)}.brand svg{color:var(--accent)}
.badge{font-size:.72rem;font-weight:600;letter-spacing:.04em;text-transform:uppercase;color:var(--wait);border:1px solid currentColor;border-radius:99px;padding:2px 10px}
section{padding:28px 24px 24px}
.amount{font-size:2.75rem;line-height:1.1;font-weight:700;letter-spacing:-.02em;margin:4px 0 0;font-variant-numeric:tabular-nums}
.label{margin:0;color:var(--soft);font-size:.92rem}
dl{margin:22px 0 0;padding:14px 0 0;border-top:1px dashed var(--line);display:grid;grid-template-columns:auto 1fr;gap:6px 16px;font-size:.92rem}
dt{color:var(--soft)}dd{margin:0;text-align:right;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
form{margin:0}.actions{display:grid;gap:10px;margin-top:26px}.pair{display:grid;grid-template-columns:1fr 1fr;gap:10px}
button,.button{display:block;width:100%;text-align:center;font:inherit;font-weight:600;border-radius:12px;padding:13px 16px;border:1px solid var(--line);background:transparent;color:var(--ink);cursor:pointer;text-decoration:none}
button:hover,.button:hover{border-color:var(--accent)}button:focus-visible,.button:focus-visible,input:focus-visible{outline:3px solid color-mix(in srgb,var(--accent) 55%,transparent);outline-offset:2px}
.primary{background:var(--accent);border-color:var(--accent);color:var(--accent-ink)}.danger{color:var(--bad)}
.hint{margin:4px 0 0;color:var(--soft);font-size:.84rem;text-align:center}
label{display:block;margin:22px 0 6px;font-weight:600}
input[type=text]{width:100%;font:inherit;font-size:1.5rem;letter-spacing:.4em;text-align:center;padding:12px;border:1px solid var(--line);border-radius:12px;background:transparent;color:var(--ink)}
.alert{margin:16px 0 0;padding:10px 14px;border-radius:12px;border:1px solid currentColor;color:var(--bad);font-size:.92rem}
.result{text-align:center}.mark{width:72px;height:72px;border-radius:50%;display:grid;place-items:center;margin:4px auto 18px;border:2px solid currentColor;background:color-mix(in srgb,currentColor 12%,transparent)}
.mark svg{width:34px;height:34px}.good{color:var(--good)}.bad{color:var(--bad)}.wait{color:var(--wait)}
h1{font-size:1.4rem;margin:0 0 6px}.result p{margin:0;color:var(--soft)}.result dl{text-align:left}
footer{padding:14px 24px 18px;color:var(--soft);font-size:.8rem;text-align:center;border-top:1px solid var(--line)}`;

// The address carries a secret, so not even a style may come in from elsewhere.
const ALLOWED = [`style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`, "form-action 'self'"];
