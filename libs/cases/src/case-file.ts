import { type CaseDescription, type CaseInput, describeCase } from '@goen/case-domain';
import type { Em } from '@goen/case-store';
import {
  ApprovalReminder,
  Candidate,
  Company,
  currentCaseOf,
  FactRow,
  FollowUpCase,
  OperatorLicence,
  rowsOfPerson,
} from '@goen/case-store';
import { companySettings } from '@goen/contracts/internal';
import type { WebhookEventData } from '@goen/contracts/public';
import { standingFactKinds } from '@goen/contracts/workflow';
import { emitEvent } from '@goen/webhooks';
import { factOf } from './facts.ts';
import { refreshProfile } from './pool-profiles.ts';
import { queueColumns } from './queue-columns.ts';

export type LoadedCase = { readonly file: CaseInput; readonly row: FollowUpCase; readonly company: Company };

/**
 * Loads all that the next step of a case depends on: its facts, the standing facts of the person's other cases at this
 * company, the company's settings and the operator's licence. Null when the company has no such case.
 * `lock` keeps others from recording on the case until the transaction ends: for who will record.
 */
export async function loadCase(em: Em, caseId: string, options: { lock?: boolean } = {}): Promise<LoadedCase | null> {
  // The lock first: what is read after it is the latest.
  if (options.lock) await em.execute('select 1 from follow_up_case where id = ? for update', [caseId]);
  const row = await em.findOne(FollowUpCase, { id: caseId }, { refresh: true });
  if (row === null) return null;
  const rows = [...(await rowsOfPerson(em, [row.candidateId])).keys()];
  const facts = await em.find(
    FactRow,
    { $or: [{ caseId }, { candidateId: { $in: rows }, kind: { $in: [...standingFactKinds] } }] },
    { orderBy: { seq: 'asc' } },
  );
  const company = await em.findOneOrFail(Company, { id: row.companyId });
  const [licence] = await em.find(OperatorLicence, {}, { orderBy: { expiresOn: 'desc' }, limit: 1 });
  const settings = companySettings.parse(company.settings);
  const [reminder] =
    settings.approval === 'required'
      ? await em.find(ApprovalReminder, { companyId: row.companyId }, { orderBy: { date: 'desc' }, limit: 1 })
      : [];
  const file: CaseInput = {
    caseId,
    facts: facts.map(factOf),
    settings,
    licence: licence ? { expiresOn: licence.expiresOn } : null,
    remindedOn: reminder?.date ?? null,
  };
  return { file, row, company };
}

/**
 * Keeps what the facts say on the rows of the case and its candidate, for lists. Closed stays closed. A candidate shows
 * their open case, else the latest, whichever was looked at. Writes only what differs, since it runs at each look.
 */
export async function refreshProjection(em: Em, loaded: LoadedCase, nowMs: number): Promise<CaseDescription> {
  const seen = describeCase(loaded.file, nowMs);
  const { row } = loaded;
  const before = JSON.stringify(caseUpdateOf(row));
  row.state = row.state === 'closed' ? 'closed' : seen.state;
  row.closedReason = seen.closedReason ?? row.closedReason;
  row.stage = seen.stage;
  row.nextStep = seen.next;
  row.nextStepAt = seen.nextAtMs === null ? null : new Date(seen.nextAtMs);
  Object.assign(row, queueColumns(row.state === 'closed' ? null : seen.mail));
  await em.flush();
  const update = caseUpdateOf(row);
  if (JSON.stringify(update) !== before) await emitEvent(em, row.companyId, 'case.updated', update);
  const shown = (await describeCurrent(em, loaded, nowMs)) ?? seen;
  const candidate = await em.findOneOrFail(Candidate, { id: row.candidateId });
  candidate.relayConsent = shown.consents.relay;
  candidate.relayConsentLapsesAt = shown.relayExpiresAtMs === null ? null : new Date(shown.relayExpiresAtMs);
  candidate.mayBeMailed = shown.mayBeMailed;
  await em.flush();
  // Only who once said yes can be in the pool: all others are spared the look.
  const saidYes = loaded.file.facts.some(
    ({ kind, data }) => kind === 'consent.granted' && 'consent' in data && data.consent === 'relay',
  );
  if (saidYes) await refreshProfile(em, row.candidateId, new Date(nowMs));
  return seen;
}

/** What the company is told of its case. */
export const caseUpdateOf = (row: FollowUpCase): WebhookEventData<'case.updated'> => ({
  case_id: row.id,
  candidate_id: row.candidateId,
  state: row.state,
  stage: row.stage,
  next_step: row.nextStep,
  next_step_at: row.nextStepAt?.toISOString() ?? null,
});

/** The case that a list shows of a candidate, when it is another than the one looked at. */
async function describeCurrent(em: Em, { row }: LoadedCase, nowMs: number): Promise<CaseDescription | null> {
  const current = await currentCaseOf(em, row.candidateId);
  if (current === null || current.id === row.id) return null;
  const loaded = await loadCase(em, current.id);
  return loaded && describeCase(loaded.file, nowMs);
}
