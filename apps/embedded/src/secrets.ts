import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export type Secrets = Readonly<Record<string, string>>;

/** Secrets of this clone: made at first start, kept with mode 0600. Each is what the process's environment would hold. */
export const secretsOf = (stateDirectory: string, names: readonly string[]): Secrets => {
  const file = path.join(stateDirectory, 'secrets.json');
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Secrets) : {};
  const missing = names.filter((name) => kept[name] === undefined);
  if (missing.length === 0) return kept;
  const secrets = { ...kept, ...Object.fromEntries(missing.map((name) => [name, generate(name)])) };
  mkdirSync(stateDirectory, { recursive: true });
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
};

const PEM = {
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
} as const;

const generate = (name: string) =>
  name.endsWith('_SIGNING_KEY')
    ? generateKeyPairSync('ec', { ...PEM, namedCurve: 'P-256' }).privateKey
    : randomBytes(32).toString('base64url');
