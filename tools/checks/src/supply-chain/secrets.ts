import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { root } from '../workspaces.ts';

const preset = { id: '@secretlint/secretlint-rule-preset-recommend', rule: creator, rules: [] };
const largestFileBytes = 2 * 2 ** 20;

type Secret = { readonly key: string; readonly text: string };

/** What looks like a secret and opens nothing: `path rule`. */
const examples: Readonly<Record<string, string>> = {
  'apps/gateway/src/doctor/doctor.test.ts database-connection-string': 'An address that nothing listens at.',
  'apps/gateway/src/outbound/webhooks/create-chat.route.ts slack': 'The example of the API document.',
  'libs/client/src/api.gen.ts slack': 'The same, in the generated client.',
  'infra/temporal/README.md database-connection-string': 'An address with placeholders.',
  'infra/temporal/postgres_url_test.go database-connection-string': 'Addresses that no server listens on.',
};

/** Secrets in the files that git tracks or would add: keys, tokens and passwords of known services. */
export async function findSecrets(): Promise<string[]> {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
  });
  const found: Secret[] = [];
  for (const path of listed.split('\0').filter((name) => name !== '' && existsSync(join(root, name)))) {
    const content = readFileSync(join(root, path));
    if (content.length > largestFileBytes || content.includes(0)) continue;
    found.push(...(await findSecretsInText(path, content.toString('utf8'))));
  }
  return found.filter((secret) => !(secret.key in examples)).map(({ text }) => text);
}

/** The text does not repeat the secret. */
export async function findSecretsInText(path: string, content: string): Promise<Secret[]> {
  const { messages } = await lintSource({
    source: { filePath: path, content, contentType: 'text', ext: extname(path) },
    options: { config: { rules: [preset] }, maskSecrets: true },
  });
  return messages.map(({ loc, message, ruleId }) => ({
    key: `${path} ${ruleId.replace(/^.*secretlint-rule-/, '')}`,
    text: `${path}:${loc.start.line} ${message}`,
  }));
}
