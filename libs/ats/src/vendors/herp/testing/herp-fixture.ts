import { type Candidacy, startVendorSandbox, type VendorSandboxOptions } from '@goen/vendor-sandbox';
import type { OpenConnection, PollContext, ReportedItem } from '../../../ats-vendor.ts';
import { type HerpSecrets, type HerpSettings, herp, herpSettings } from '../herp.ts';

export const connectionId = '0198e2a4-0000-7000-8000-000000000001';

/** HERP's local server, and polls of it by a clock that goes on only as a limit is waited out. */
export async function herpBench(limits: NonNullable<VendorSandboxOptions['limits']>['herp'] = {}) {
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
    /** What we hold as rejected. */
    known,
    context,
    connection,
    cursorNow: () => cursor,
    /** Reads on from the last cursor, to the end; `onPage` may throw, as one does who can't accept it. */
    async run(settings: Partial<HerpSettings> = {}, onPage: (told: readonly ReportedItem[]) => void = () => {}) {
      const told: ReportedItem[] = [];
      for await (const page of herp.poll?.poll(connection(settings, 'good-key'), cursor, context) ?? []) {
        onPage(page.items);
        told.push(...page.items);
        cursor = page.cursor;
      }
      return told;
    },
    /** So many rejected candidacies, one a minute backwards from now; `changes` for all of them. */
    reject(count: number, changes: Partial<Candidacy> = {}) {
      return Array.from({ length: count }, (_, n) => {
        const { id } = sandbox.herp.addCandidacy({ name: `山田 ${n}`, email: `n${n}@example.jp`, ...changes });
        return sandbox.herp.terminate(id, 'rejected', new Date(clock.ms - (n + 1) * 60_000).toISOString());
      });
    },
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}

export const idsOf = (told: readonly ReportedItem[]): string[] =>
  told.flatMap((one) => (one.kind === 'rejection' ? [one.report.application.remote_id] : []));
export const kindsOf = (told: readonly ReportedItem[]): string[] =>
  told.map((one) => (one.kind === 'ignored' ? one.reason : one.kind));
