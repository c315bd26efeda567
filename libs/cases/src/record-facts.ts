import type { CaseDescription } from '@goen/case-domain';
import type { Em } from '@goen/case-store';
import { type Fact, factData } from '@goen/contracts/internal';
import { emitEvent, queueEventsSql } from '@goen/webhooks';
import { type CaseKeys, insertFacts, type NewFact, toFactRow } from './fact-rows.ts';
import { type LoadedCase, loadCase } from './load-case.ts';
import { projectCase } from './projection/refresh-projection.ts';
import { enqueueWakeUp } from './wake-case.ts';

/** A transaction in the session of the company, and the clock by which the rules are evaluated. */
export type CaseContext = { readonly em: Em; readonly now: Date };

type NewFacts = NewFact | readonly NewFact[] | null;
export type FactsToRecord = {
  readonly caseId: string;
  /** Or a function that derives them from the locked case, and may write related rows first. Null: nothing to record. */
  readonly facts: NewFacts | ((loaded: LoadedCase) => NewFacts | Promise<NewFacts>);
  /** `none`: for the workflow's own activities, since it decides again after each step. */
  readonly wake?: 'nudge' | 'none';
};
/** Nothing is `appended` when there was nothing to record, or all of it was known by its dedupe keys. */
export type RecordedFacts =
  | { readonly appended: true; readonly loaded: LoadedCase; readonly description: CaseDescription }
  | { readonly appended: false; readonly loaded: LoadedCase };

/**
 * The one way to write a case: locks it, loads it, appends the facts, refreshes the projection, emits the webhooks
 * (consents first, then the case), and enqueues the wake-up. Facts that are all known change nothing at all.
 * Null when the company has no such case.
 */
export async function recordFacts(
  { em, now }: CaseContext,
  { caseId, facts, wake = 'nudge' }: FactsToRecord,
): Promise<RecordedFacts | null> {
  const before = await loadCase(em, caseId, { lock: true });
  if (before === null) return null;
  const given = typeof facts === 'function' ? await facts(before) : facts;
  const rows = (given === null ? [] : [given].flat()).map((fact) => toFactRow(before.row, fact));
  const appended = await insertFacts(em, rows);
  if (appended.length === 0) return { appended: false, loaded: before };
  const loaded = appended.some(({ kind }) => kind === 'preferences.set')
    ? // What else they depend on was not loaded before.
      ((await loadCase(em, caseId)) ?? before)
    : { ...before, file: { ...before.file, facts: [...before.file.facts, ...appended] } };
  const { description, update } = await projectCase(em, loaded, now.getTime());
  for (const fact of appended) await emitFact(em, loaded.row, fact);
  if (update) await emitEvent(em, loaded.row.companyId, 'case.updated', update);
  if (wake === 'nudge') await enqueueWakeUp(em, loaded.row, now);
  return { appended: true, loaded, description };
}

/**
 * Records the outcome of a workflow's own mail, with its dedupe key, and emits `message.sent`: the decision that follows
 * at once loads the case, refreshes the projection and emits the rest. A known key, or no such case, changes nothing.
 * One statement: it runs once per mail.
 */
export async function recordOutcome(
  em: Em,
  caseId: string,
  { kind, at, data, dedupeKey }: NewFact & { readonly dedupeKey: string },
): Promise<void> {
  await em.execute(
    `with locked as (select id, company_id, candidate_id from follow_up_case where id = ? for update),
     recorded as (
       insert into fact (company_id, case_id, candidate_id, kind, at, data, dedupe_key)
       select company_id, id, candidate_id, ?, ?, ?::jsonb, ? from locked
       on conflict (case_id, dedupe_key) where dedupe_key is not null do nothing
       returning company_id, case_id, candidate_id, kind, at, data),
     happened as (
       select company_id, 'message.sent'::text as type, at, jsonb_build_object('message_id', data -> 'messageId',
         'mail', data -> 'mail', 'case_id', case_id, 'candidate_id', candidate_id) as data
       from recorded where kind = 'mail.sent'),
     ${queueEventsSql('happened')}`,
    [caseId, kind, at, JSON.stringify(factData[kind].parse(data)), dedupeKey],
  );
}

async function emitFact(em: Em, { id, companyId, candidateId }: CaseKeys, { kind, at, data }: Fact): Promise<void> {
  if (kind === 'erasure.done') {
    const erased = { case_id: id, candidate_id: candidateId };
    return emitEvent(em, companyId, 'candidate.erased', erased, { at: new Date(at) });
  }
  if (kind !== 'consent.granted' && kind !== 'consent.declined' && kind !== 'consent.withdrawn') return;
  const { consent } = factData[kind].parse(data);
  await emitEvent(em, companyId, kind, { case_id: id, candidate_id: candidateId, consent }, { at: new Date(at) });
}
