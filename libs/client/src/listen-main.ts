#!/usr/bin/env node
/**
 * `npm run listen -- --forward-to URL [--url URL]`: prints a company's events, and forwards them to a local address.
 * The key is read from GOEN_API_KEY, so that it is in no list of processes; it needs the scope `webhooks:manage`.
 */
import { parseArgs } from 'node:util';
import { createGoenClient } from './create-goen-client.ts';
import { listen } from './listen.ts';
import { ApiError } from './problem.ts';

const print = (line: string) => void process.stdout.write(`${line}\n`);
const { values } = parseArgs({
  options: {
    'forward-to': { type: 'string' },
    url: { type: 'string', default: process.env.GOEN_URL ?? 'http://127.0.0.1:4000' },
  },
});
const apiKey = process.env.GOEN_API_KEY;
if (!apiKey) {
  print('Set GOEN_API_KEY to a key with the scope webhooks:manage.');
  process.exit(2);
}
const stopped = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stopped.abort());
try {
  const goen = createGoenClient({ baseUrl: values.url, apiKey });
  await listen({ goen, forwardTo: values['forward-to'] ?? null, print, signal: stopped.signal });
} catch (error) {
  print(error instanceof ApiError ? error.message : String(error));
  process.exitCode = 1;
}
