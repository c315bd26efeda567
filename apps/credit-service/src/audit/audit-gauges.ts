import type { Logger } from '@goen/service-kit';
import { repeat } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import { addGauges, isMeasuring } from '@goen/service-kit/telemetry';
import { audit } from './audit.ts';

/** The audit reads the whole ledger, so it runs by the hour, and only where its result is shown. */
const everyMs = 60 * 60_000;

/** Audits the ledger now and every hour while metrics are on. Faults are in the log; the metric counts them. */
export function startAuditing(orm: Database, logger: Logger): { stop(): Promise<void> } {
  if (!isMeasuring()) return { stop: () => Promise.resolve() };
  let last: { readonly faults: number; readonly atMs: number } | null = null;
  const removeGauges = addGauges({
    name: 'ledger_audit',
    everyMs: 0,
    read: () =>
      last === null
        ? []
        : [
            { name: 'goen_ledger_audit_faults', value: last.faults },
            { name: 'goen_ledger_audit_age_seconds', value: (performance.now() - last.atMs) / 1_000 },
          ],
  });
  const runAudit = async () => {
    const faults = await audit(orm);
    last = { faults: faults.length, atMs: performance.now() };
    for (const { company, what } of faults.slice(0, 100)) logger.error({ company, what }, 'The ledger has a fault');
  };
  const running = repeat(runAudit, everyMs, (error) => logger.error({ err: error }, 'Failed to audit the ledger'));
  return {
    async stop() {
      removeGauges();
      await running.stop();
    },
  };
}
