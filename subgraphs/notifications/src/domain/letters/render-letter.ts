import type { MailContent } from '../mail.ts';
import type { Block, Letter } from './letter.ts';

/** A letter as a mail: plain text and HTML that say the same. */
export const renderLetter = ({ subject, title, blocks }: Letter): MailContent => ({
  // A line break in a subject would begin another header.
  subject: subject.replaceAll(/\s+/g, ' '),
  text: `${[title, ...blocks.map(asText)].join('\n\n')}\n`,
  html: frame(title, blocks.map(asHtml).join('\n')),
});

function asText(block: Block): string {
  switch (block.kind) {
    case 'TEXT':
    case 'NOTE':
      return block.text;
    case 'LINK':
      return `${block.label}:\n${block.url}`;
    case 'TABLE': {
      const width = Math.max(...block.rows.map(({ right }) => right.length));
      const lines = block.rows.map(({ left, right }) => `${right.padStart(width)}  ${left}`);
      return lines.join('\n');
    }
  }
}

function asHtml(block: Block): string {
  switch (block.kind) {
    case 'TEXT':
      return `<p style="margin:0 0 16px">${lines(block.text)}</p>`;
    case 'NOTE':
      return `<p style="margin:16px 0 0;color:#77716a;font-size:13px">${lines(block.text)}</p>`;
    case 'LINK':
      return `<p style="margin:24px 0"><a href="${escaped(block.url)}" style="${BUTTON}">${escaped(block.label)}</a></p>`;
    case 'TABLE':
      return `<table role="presentation" style="width:100%;border-collapse:collapse;margin:0 0 16px">${block.rows
        .map(({ left, right, isTotal = false }) => {
          const style = `padding:6px 0;border-top:1px solid #e8e3db;${isTotal ? 'font-weight:600' : ''}`;
          return `<tr><td style="${style}">${escaped(left)}</td><td style="${style};text-align:right;white-space:nowrap">${escaped(right)}</td></tr>`;
        })
        .join('')}</table>`;
  }
}

// Mail programs read style attributes alone.
const BUTTON =
  'display:inline-block;background:#262421;color:#ffffff;text-decoration:none;padding:12px 22px;border-radius:8px';

const frame = (title: string, body: string) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title></head>
<body style="margin:0;background:#f4f1ec;color:#262421;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif">
<div style="max-width:560px;margin:0 auto;padding:32px 16px">
<div style="background:#ffffff;border-radius:12px;padding:32px">
<h1 style="margin:0 0 16px;font-size:22px">${escaped(title)}</h1>
${body}
</div>
</div>
</body>
</html>
`;

const lines = (text: string) => escaped(text).replaceAll('\n', '<br>');
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
