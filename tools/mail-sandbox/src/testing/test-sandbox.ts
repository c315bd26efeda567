import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, type SandboxOptions, type StoredMail, startSandbox } from '../index.ts';

export type TestSandbox = Sandbox & {
  dataDir: string;
  /** The mails in the inbox, newest first. */
  inbox(query?: string): Promise<StoredMail[]>;
  /** Sends a request with an API key; `body` is sent as JSON. */
  call(method: string, path: string, body?: unknown): Promise<Response>;
  /** Stops the sandbox and starts it again on the same data. */
  restart(whileStopped?: () => void): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** Starts a sandbox on free ports in its own folder, which is removed on disposal. */
export async function startTestSandbox(options: Partial<SandboxOptions> = {}): Promise<TestSandbox> {
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
    async restart(whileStopped) {
      await running.close();
      whileStopped?.();
      running = await start();
    },
    async [Symbol.asyncDispose]() {
      await running.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}
