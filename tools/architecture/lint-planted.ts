import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';

// Lints texts as if they stood in the files named: JSON [{ file, text }] in, JSON [[rule, …], …] out. A process of its own,
// because the linter brings its own module loader.
const planted = JSON.parse(await text(process.stdin)) as { file: string; text: string }[];
const eslint = new ESLint({ cwd: process.cwd() });
const found: (string | null)[][] = [];
for (const { file, text: code } of planted) {
  const [result] = await eslint.lintText(code, { filePath: file, warnIgnored: false });
  found.push((result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message));
}
console.log(JSON.stringify(found));
