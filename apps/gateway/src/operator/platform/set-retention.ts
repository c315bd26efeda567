import { type AuditActor, recordAudit, retentionRules, setKeepDays } from '@goen/cases';
import { mailRetention } from '@goen/contracts/internal';
import type { NewRetention, RetentionState } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import { askService } from '../../http/ask-service.ts';
import type { OperatorContext } from '../operator-context.ts';
import { listRetention, toRangeProblem } from './retention.ts';

/** Sets the days of a kind, from the next purge on. Throws `not_found`, `invalid_request`, `settings_changed`, `unavailable`. */
export async function setRetention(
  context: OperatorContext,
  kind: string,
  { keep_days: days, version }: NewRetention,
  actor: AuditActor,
): Promise<RetentionState> {
  const orm = await context.identity.operatorOrm();
  const isOfCases = retentionRules.some((rule) => rule.kind === kind);
  await orm.em.fork().transactional(async (em) => {
    const audit = (before: number) =>
      recordAudit(em, {
        companyId: null,
        actor,
        action: 'retention.changed',
        subject: { type: 'retention', id: kind },
        data: { days, before },
      });
    if (isOfCases) {
      const result = await setKeepDays(em, { kind, days, version });
      if (result.kind === 'out_of_range') throw toRangeProblem(result);
      if (result.kind !== 'set') throw new HttpProblem(result.kind === 'unknown' ? 'not_found' : 'settings_changed');
      await audit(result.before);
      return;
    }
    const before = await readMailDays(context, kind);
    // Written first: without its audit event nothing is set.
    await audit(before);
    const body = { keep_days: days, version };
    await askService(context.mail, `/retention/${encodeURIComponent(kind)}`, { method: 'PUT', body });
  });
  const { items } = await listRetention(context);
  const state = items.find((item) => item.kind === kind);
  if (state === undefined) throw new HttpProblem('unavailable');
  return state;
}

async function readMailDays({ mail }: OperatorContext, kind: string): Promise<number> {
  const { items } = mailRetention.parse(
    await (await askService(mail, '/retention', { query: { counted: false } })).json(),
  );
  const item = items.find((known) => known.kind === kind);
  if (item === undefined) throw new HttpProblem('not_found');
  return item.keep_days;
}
