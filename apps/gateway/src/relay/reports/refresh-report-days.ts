import type { Em } from '@goen/case-store';
import { reportMeasure } from '@goen/contracts/public';
import { pgArray } from '@goen/service-kit';
import { buildCondition, factsOfDays, listKinds, measures, sources } from './measures.ts';
import { countResults } from './results/count-results.ts';

/** Numbers are drawn a moment before their transaction counts as running: more than are drawn in that moment. */
const seqMargin = 100;
/** After these the job of a case may be another one. */
const regroupingKinds = ['rejection.reported', 'application.unrejected', 'case.closed'];
const personKinds = `('mail.sent', 'consent.granted')`;
const day = (at: string) => `(${at} at time zone 'Asia/Tokyo')::date`;

type Progress = { readonly seq: string; readonly introduction_seq: string };
type Changed = { readonly days: string[]; readonly candidate_ids: string[] };

/**
 * Counts again the days whose facts changed since the last report of the company, in its session. Two reports at once
 * wait for each other.
 */
export async function refreshReportDays(em: Em, companyId: string): Promise<void> {
  const counted = await advanceProgress(em, companyId);
  const changed = await findChanged(em, companyId, counted);
  if (changed.days.length > 0) {
    await countDays(em, companyId, changed.days);
    await countResults(em, companyId, changed.days);
  }
  if (changed.candidate_ids.length > 0) await listPersons(em, companyId, changed.candidate_ids);
}

/**
 * The numbers up to which facts were certainly counted before. Advances them, in the row that it locks: facts of the
 * transactions that have ended since are among those that the caller counts now.
 */
async function advanceProgress(em: Em, companyId: string): Promise<Progress> {
  await em.execute(
    `insert into report_progress (company_id, counted_seq, counted_introduction_seq, pending_seq,
       pending_introduction_seq, pending_until)
     values (?, 0, 0, 0, 0, 0) on conflict (company_id) do nothing`,
    [companyId],
  );
  const [before] = await em.execute<Progress[]>(
    `select least(counted_seq, results_seq) as seq,
       least(counted_introduction_seq, results_introduction_seq) as introduction_seq
     from report_progress where company_id = ? for update`,
    [companyId],
  );
  const counted = (name: string) => `case when is_over then pending_${name} else counted_${name} end`;
  await em.execute(
    `update report_progress p set
       counted_seq = ${counted('seq')}, results_seq = ${counted('seq')},
       counted_introduction_seq = ${counted('introduction_seq')}, results_introduction_seq = ${counted('introduction_seq')},
       pending_seq = case when is_over then (select last_value from fact_seq_seq) - ? else pending_seq end,
       pending_introduction_seq = case when is_over then (select last_value from introduction_fact_seq_seq) - ? else pending_introduction_seq end,
       pending_until = case when is_over then pg_snapshot_xmax(pg_current_snapshot())::text::bigint else pending_until end
     from (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= pending_until as is_over from report_progress
         where company_id = ?) s
     where p.company_id = ?`,
    [seqMargin, seqMargin, companyId, companyId],
  );
  return before ?? { seq: '0', introduction_seq: '0' };
}

/** The days to count again, and the people to list again: also those of all facts of cases that belong elsewhere now. */
async function findChanged(em: Em, companyId: string, { seq, introduction_seq }: Progress): Promise<Changed> {
  const [changed] = await em.execute<Changed[]>(
    `with moved as (delete from report_regrouped where company_id = ? returning case_id),
     news as materialized (select case_id, candidate_id, kind, at from fact where company_id = ? and seq > ?),
     regrouped as (select case_id from moved
       union select case_id from news where ?::bigint > 0 and kind = any(?::text[])),
     facts as materialized (
       select case_id, candidate_id, kind, at from news
       union all select f.case_id, f.candidate_id, f.kind, f.at from regrouped join fact f using (case_id))
     select array(select ${day('at')}::text from facts
         union select ${day('at')}::text from introduction_fact where company_id = ? and seq > ?) as days,
       array(select candidate_id::text from facts where kind in ${personKinds}
         union select c.candidate_id::text from facts join follow_up_case c on c.id = facts.case_id
           where facts.kind in ${personKinds}) as candidate_ids`,
    [companyId, companyId, seq, seq, pgArray(regroupingKinds), companyId, introduction_seq],
  );
  return changed ?? { days: [], candidate_ids: [] };
}

async function countDays(em: Em, companyId: string, days: readonly string[]): Promise<void> {
  await em.execute('delete from report_day where company_id = ? and day = any(?::date[])', [companyId, pgArray(days)]);
  for (const source of sources) {
    const names = reportMeasure.options.filter((name) => measures[name].source === source);
    await em.execute(
      `insert into report_day as kept (company_id, day, stage, job, ${names.join(', ')})
       select ?::uuid, s.day, coalesce(s.stage, ''), coalesce(s.job, ''),
         ${names.map((name) => `count(*) filter (where ${buildCondition(name)})`).join(', ')}
       from (${factsOfDays(source)}) s group by 2, 3, 4
       on conflict (company_id, day, stage, job) do update set
         ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`,
      [companyId, pgArray(days), companyId, pgArray(listKinds(source))],
    );
  }
}

/** A person who was stored as two candidates and merged has the facts of both. */
async function listPersons(em: Em, companyId: string, candidateIds: readonly string[]): Promise<void> {
  const ids = pgArray(candidateIds);
  await em.execute('delete from report_person where company_id = ? and candidate_id = any(?::uuid[])', [
    companyId,
    ids,
  ]);
  await em.execute(
    `insert into report_person (company_id, candidate_id, invited, consented)
     select ?::uuid, s.candidate_id,
       coalesce(array_agg(${day('s.at')}) filter (where ${buildCondition('relay_invitations')}), '{}') as invited,
       coalesce(array_agg(${day('s.at')}) filter (where ${buildCondition('relay_consents')}), '{}') as consented
     from (select c.candidate_id, f.kind, f.at, f.data from follow_up_case c join fact f on f.case_id = c.id
       where c.candidate_id = any(?::uuid[]) and f.kind in ${personKinds}) s
     group by s.candidate_id
     having count(*) filter (where ${buildCondition('relay_consents')}) > 0
       or count(*) filter (where ${buildCondition('relay_invitations')}) > 1`,
    [companyId, ids],
  );
}
