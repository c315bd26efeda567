import { randomUUID } from 'node:crypto';
import { openSender } from '@goen/service-kit/outbound';
import { startVendorSandbox, type VendorSandboxOptions } from '@goen/vendor-sandbox';
import type { Sink, SinkCandidate, SinkNote, SinkPush, SinkResult, TokenStore } from '../sink.ts';
import { sinks } from '../sinks.ts';
import { startRecorder } from './recorder.ts';

export type SinkBench = Awaited<ReturnType<typeof startSinkBench>>;

/** A sink that talks to the vendor's local server. Tokens are kept for the bench, as they are for a connection. */
export async function startSinkBench(
  kind: string,
  given: { settings?: object; secrets: object },
  options: VendorSandboxOptions = {},
) {
  const sandbox = await startVendorSandbox(options);
  const sink = sinks.get(kind) as Sink;
  const sender = openSender(
    { allowPrivate: true, resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]) },
    5_000,
  );
  const { zohoRecruit, zohoAccounts } = sandbox.urls;
  const recorder = await startRecorder(sandbox.urls.hubspot);
  const tokens = memoryTokens();
  const context = {
    addresses: { zohoRecruit, zohoAccounts, hubspot: recorder.url },
    now: () => new Date(),
    tokens: tokens.store,
    send: sender.send,
  };
  const connection = {
    id: randomUUID(),
    settings: sink.settings.parse(given.settings ?? {}),
    secrets: sink.secrets.parse(given.secrets),
  };
  return {
    sandbox,
    /** What HubSpot was asked. */
    asked: recorder.asked,
    refreshes: tokens.refreshes,
    push: (...pushes: SinkPush[]) => sink.push(connection, pushes, context),
    test: () => sink.test(connection, context),
    async close() {
      await sender.close();
      await recorder.close();
      await sandbox.close();
    },
  };
}

function memoryTokens(): { store: TokenStore; refreshes: () => number } {
  let [kept, count]: [string | null, number] = [null, 0];
  return {
    refreshes: () => count,
    store: {
      async get(refresh) {
        if (kept !== null) return kept;
        count += 1;
        const { token } = await refresh();
        kept = token;
        return token;
      },
      drop(token) {
        if (kept === token) kept = null;
        return Promise.resolve();
      },
    },
  };
}

export const aCandidate = (parts: Partial<SinkCandidate> = {}): SinkCandidate => {
  const candidateId = parts.candidateId ?? randomUUID();
  return {
    candidateId,
    familyName: '髙橋',
    givenName: '由紀',
    fullName: null,
    email: `${candidateId}@example.jp`,
    phones: ['090-1234-5678', '03-1234-5678'],
    prefecture: '東京都',
    tags: [{ kind: 'skill', value: 'TypeScript' }],
    lastStage: 'interview',
    lastRejectedAt: '2026-11-24T01:00:00.000Z',
    lastJob: 'エンジニア',
    unsubscribed: false,
    relayConsent: 'unknown',
    status: 'open',
    applicationIds: [],
    ...parts,
  };
};

let counted = 0;
export const aNote = (parts: Partial<SinkNote> = {}): SinkNote => {
  counted += 1;
  const at = '2026-11-24T01:00:00.000Z';
  return { eventId: `goen:${counted}`, kind: 'mail.sent', at, text: '選考結果のメールを送信しました。', ...parts };
};

type Keep = Extract<SinkPush, { kind: 'keep' }>;
export const keep = (candidate: SinkCandidate = aCandidate(), parts: Partial<Omit<Keep, 'kind'>> = {}): Keep => ({
  kind: 'keep',
  candidate,
  version: 0,
  remoteId: null,
  formerAddresses: [],
  notes: [],
  again: false,
  lookOnly: false,
  ...parts,
});

type Erase = Extract<SinkPush, { kind: 'erase' }>;
export const erase = (parts: Partial<Omit<Erase, 'kind'>> = {}): Erase => ({
  kind: 'erase',
  candidateId: randomUUID(),
  version: 0,
  remoteId: null,
  addresses: [],
  because: 'erased',
  except: null,
  ...parts,
});

/** What a push that got there answered; throws for one that failed. */
export function doneOf(result: SinkResult | undefined): Extract<SinkResult, { kind: 'done' }> {
  if (result?.kind !== 'done') throw new Error(`not done: ${JSON.stringify(result)}`);
  return result;
}
