import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, type SandboxOptions, type StoredMail, startSandbox } from '../index.ts';

export type TestSandbox = Sandbox & {
  dataDir: string;
  /** Mails as the inbox shows them, newest first. */
  inbox(query?: string): Promise<StoredMail[]>;
  /** A request with a key; `body` is sent as JSON. */
  call(method: string, path: string, body?: unknown): Promise<Response>;
  /** Stops it and starts it again on what it kept. */
  restart(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** A sandbox on free ports in a folder of its own, which goes with it. */
export async function testSandbox(options: Partial<SandboxOptions> = {}): Promise<TestSandbox> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mail-sandbox-'));
  const start = () => startSandbox({ dataDir, rateLimitPerSecond: null, ...options });
  let running = await start();
  return {
    dataDir,
    get url() {
      return running.url;
    },
    get smtpUrl() {
      return running.smtpUrl;
    },
    get sendgridPublicKey() {
      return running.sendgridPublicKey;
    },
    inbox: async (query = '') => (await (await fetch(`${running.url}/inbox.json${query}`)).json()) as StoredMail[],
    call: (method, path, body) =>
      fetch(`${running.url}${path}`, {
        method,
        headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    close: () => running.close(),
    async restart() {
      await running.close();
      running = await start();
    },
    async [Symbol.asyncDispose]() {
      await running.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}
