import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removePostgresData } from '@goen/postgres-server';
import { startIssuer } from '@goen/testing/oidc-issuer';
import { findFreePorts } from '../ports.ts';
import { type Stack, startStack } from '../start-stack.ts';
import { signIn, type TestMember } from './sign-in.ts';

/** What tests of the console need of a running stack: plain data, which vitest hands to their processes. */
export type ConsoleStack = {
  readonly url: string;
  readonly inboxUrl: string;
  readonly mail: { readonly url: string; readonly token: string };
  readonly credit: { readonly url: string; readonly token: string };
  readonly casesUrl: string;
  /** As the gateway connects: rows of one company at a time. */
  readonly casesAppUrl: string;
  readonly personHashKey: string;
  readonly temporalAddress: string;
  /** With Temporal and workers. */
  readonly isWhole: boolean;
  /** An identity provider that any company can use, as client `goen`. It accepts every address that is entered. */
  readonly issuerUrl: string;
  /** The first person of the operator, signed in. */
  readonly operator: TestMember;
};

type Options = {
  /** With Temporal and workers: for what has to happen by itself. */
  readonly isWhole?: boolean;
};

/** Starts a stack on free ports with its own data folder; `stop` deletes it. */
export async function startConsoleStack(options: Options = {}): Promise<{
  readonly stack: ConsoleStack;
  readonly stop: () => Promise<void>;
}> {
  const { started, issuerUrl, stop } = await startEmptyStack(options);
  const addresses = { url: started.urls.gateway, inboxUrl: started.urls.inbox };
  return {
    stack: {
      ...addresses,
      mail: { url: started.urls.mail, token: started.secrets.mailServiceTokens.gateway },
      credit: { url: started.urls.credit, token: started.secrets.creditServiceTokens.worker },
      casesUrl: started.databases.cases.operatorUrl,
      casesAppUrl: started.databases.cases.url,
      personHashKey: started.secrets.personHashKey,
      temporalAddress: started.temporalAddress,
      isWhole: options.isWhole === true,
      issuerUrl,
      operator: await setUp(addresses, started.secrets.setupToken),
    },
    stop,
  };
}

/** The same before its setup, as `npm start` leaves it the first time. */
export async function startEmptyStack({ isWhole = false }: Options = {}): Promise<{
  readonly started: Stack;
  readonly issuerUrl: string;
  readonly stop: () => Promise<void>;
}> {
  const dataDir = mkdtempSync(join(tmpdir(), 'goen-console-'));
  // Tests sign in from networks of their own, so that they do not use up each other's attempts.
  process.env.TRUSTED_PROXIES = '1';
  // What is notified in tests are servers on this machine.
  process.env.WEBHOOK_ALLOW_PRIVATE = 'true';
  const ports = await findFreePorts();
  // Browsers take passkeys for a name only.
  process.env.PUBLIC_URL = `http://localhost:${ports.gateway}`;
  const callbacks = `${process.env.PUBLIC_URL}/auth/sso/callback/`;
  const issuer = await startIssuer(
    (uri) => uri.startsWith(callbacks),
    (email) => ({ email }),
  );
  process.env.SINGLE_SIGN_ON_PRIVATE_ISSUERS = issuer.issuer;
  const started = await startStack({
    dataDir,
    ports,
    timeSkipping: true,
    durable: false,
    withoutWorkers: !isWhole,
    vendorSandbox: isWhole,
    report: () => {},
  });
  return {
    started,
    issuerUrl: issuer.issuer,
    async stop() {
      await started.stop();
      await issuer.stop();
      await removePostgresData(join(dataDir, 'postgres'));
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The one-time setup of an empty installation. */
async function setUp(addresses: Parameters<typeof signIn>[0], token: string): Promise<TestMember> {
  const operator = { email: 'unei@goen.example', name: '運営 太郎' };
  const sender = { name: '株式会社はじめ', fromAddress: 'saiyo@hinode.example.jp' };
  const company = { name: sender.name, slug: 'hajime', settings: { sender } };
  const response = await fetch(`${addresses.url}/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, operator, company }),
  });
  if (!response.ok) throw new Error(`Setup: ${response.status} ${await response.text()}`);
  return { ...operator, cookies: await signIn(addresses, operator.email) };
}
