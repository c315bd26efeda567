import { type Candidacy, startVendorSandbox, type VendorSandboxOptions } from '@goen/vendor-sandbox';
import type { OpenConnection, PollContext } from '../../../ats-vendor.ts';
import type { ReportedItem } from '../../../reported-item.ts';
import { type HerpSecrets, type HerpSettings, herp, herpSettings } from '../herp.ts';

const connectionId = '0198e2a4-0000-7000-8000-000000000001';

/** HERP's local server and polls of it. The clock advances only while a rate limit is waited out. */
export async function startHerpFixture(limits: NonNullable<VendorSandboxOptions['limits']>['herp'] = {}) {
  const clock = { ms: Date.parse('2026-11-24T12:00:00+09:00') };
  const now = () => new Date(clock.ms);
  const sandbox = await startVendorSandbox({ now, limits: { herp: { apiKeys: ['good-key'], ...limits } } });
  const pauses: number[] = [];
  const known = new Map<string, Date>();
  const context: PollContext = {
    addresses: { herp: sandbox.urls.herp },
    now,
    pause: (ms) => {
      pauses.push(ms);
      clock.ms += ms;
      return Promise.resolve();
    },
    findRejected: (ids) => Promise.resolve(new Map([...known].filter(([id]) => ids.includes(id)))),
  };
  const connection = (settings: Partial<HerpSettings>, key: string): OpenConnection<unknown, unknown> => ({
    id: connectionId,
    settings: herpSettings.parse(settings),
    secrets: { api_key: key } satisfies HerpSecrets,
  });
  let cursor: Readonly<Record<string, unknown>> | null = null;
  return {
    sandbox,
    clock,
    pauses,
    /** Candidacies we know as rejected. */
    known,
    context,
    connection,
    currentCursor: () => cursor,
    /** Polls from the last cursor to the end; `onPage` may throw, as when a page cannot be accepted. */
    async poll(settings: Partial<HerpSettings> = {}, onPage: (items: readonly ReportedItem[]) => void = () => {}) {
      const items: ReportedItem[] = [];
      for await (const page of herp.poll?.poll(connection(settings, 'good-key'), cursor, context) ?? []) {
        onPage(page.items);
        items.push(...page.items);
        cursor = page.cursor;
      }
      return items;
    },
    /** Adds rejected candidacies, one per minute back from now, all with these `changes`. */
    reject(count: number, changes: Partial<Candidacy> = {}) {
      return Array.from({ length: count }, (_, n) => {
        const { id } = sandbox.herp.addCandidacy({ name: `山田 ${n}`, email: `n${n}@example.jp`, ...changes });
        return sandbox.herp.terminate(id, 'rejected', new Date(clock.ms - (n + 1) * 60_000).toISOString());
      });
    },
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}

export const toRejectedIds = (items: readonly ReportedItem[]): string[] =>
  items.flatMap((item) => (item.kind === 'rejection' ? [item.report.application.remote_id] : []));
/** The kind of each item; the reason of an ignored one. */
export const toKinds = (items: readonly ReportedItem[]): string[] =>
  items.map((item) => (item.kind === 'ignored' ? item.reason : item.kind));
