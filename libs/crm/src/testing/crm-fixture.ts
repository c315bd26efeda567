import { randomUUID } from 'node:crypto';
import { openSender } from '@goen/service-kit/outbound';
import { startVendorSandbox, type VendorSandboxOptions } from '@goen/vendor-sandbox';
import { crmAdapters } from '../adapters.ts';
import type { CrmAdapter, CrmCandidate, CrmNote, CrmPush, CrmPushResult, TokenStore } from '../crm-adapter.ts';
import { startRecordingProxy } from './recording-proxy.ts';

export type CrmFixture = Awaited<ReturnType<typeof startCrmFixture>>;

/** An adapter connected to the vendor's local server. Tokens live as long as the fixture, as for a connection. */
export async function startCrmFixture(
  kind: string,
  given: { settings?: object; secrets: object },
  options: VendorSandboxOptions = {},
) {
  const sandbox = await startVendorSandbox(options);
  const adapter = crmAdapters.get(kind) as CrmAdapter;
  const sender = openSender(
    { allowPrivate: true, resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]) },
    5_000,
  );
  const { zohoRecruit, zohoAccounts } = sandbox.urls;
  const proxy = await startRecordingProxy(sandbox.urls.hubspot);
  const tokens = createMemoryTokens();
  const context = {
    addresses: { zohoRecruit, zohoAccounts, hubspot: proxy.url },
    now: () => new Date(),
    tokens: tokens.store,
    send: sender.send,
  };
  const connection = {
    id: randomUUID(),
    settings: adapter.settings.parse(given.settings ?? {}),
    secrets: adapter.secrets.parse(given.secrets),
  };
  return {
    sandbox,
    /** Requests sent to HubSpot. */
    requests: proxy.requests,
    countRefreshes: tokens.countRefreshes,
    push: (...pushes: CrmPush[]) => adapter.push(connection, pushes, context),
    test: () => adapter.test(connection, context),
    async close() {
      await sender.close();
      await proxy.close();
      await sandbox.close();
    },
  };
}

function createMemoryTokens(): { store: TokenStore; countRefreshes: () => number } {
  let [current, count]: [string | null, number] = [null, 0];
  return {
    countRefreshes: () => count,
    store: {
      async get(refresh) {
        if (current !== null) return current;
        count += 1;
        const { token } = await refresh();
        current = token;
        return token;
      },
      drop(token) {
        if (current === token) current = null;
        return Promise.resolve();
      },
    },
  };
}

export const aCandidate = (parts: Partial<CrmCandidate> = {}): CrmCandidate => {
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

let lastNoteId = 0;
export const aNote = (parts: Partial<CrmNote> = {}): CrmNote => {
  lastNoteId += 1;
  const at = '2026-11-24T01:00:00.000Z';
  return { eventId: `goen:${lastNoteId}`, kind: 'mail.sent', at, text: '選考結果のメールを送信しました。', ...parts };
};

type Keep = Extract<CrmPush, { kind: 'keep' }>;
export const keep = (candidate: CrmCandidate = aCandidate(), parts: Partial<Omit<Keep, 'kind'>> = {}): Keep => ({
  kind: 'keep',
  candidate,
  version: 0,
  remoteId: null,
  formerAddresses: [],
  notes: [],
  mayBeRepeat: false,
  recheckOnly: false,
  ...parts,
});

type Erase = Extract<CrmPush, { kind: 'erase' }>;
export const erase = (parts: Partial<Omit<Erase, 'kind'>> = {}): Erase => ({
  kind: 'erase',
  candidateId: randomUUID(),
  version: 0,
  remoteId: null,
  addresses: [],
  reason: 'erased',
  survivorId: null,
  ...parts,
});

/** The result of a successful push; throws when the push failed. */
export function expectDone(result: CrmPushResult | undefined): Extract<CrmPushResult, { kind: 'done' }> {
  if (result?.kind !== 'done') throw new Error(`not done: ${JSON.stringify(result)}`);
  return result;
}
