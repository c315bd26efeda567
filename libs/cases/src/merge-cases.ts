import { findUnansweredRejections } from '@goen/case-domain';
import type { Em, FollowUpCase } from '@goen/case-store';
import { CandidateLink } from '@goen/case-store';
import { emitEvent } from '@goen/webhooks';
import { caseUpdateOf, type LoadedCase, loadCase } from './case-file.ts';
import { appendFact, type CaseKeys } from './facts.ts';
import { wake } from './wake.ts';

export type OpenCases = { readonly older: FollowUpCase | null; readonly later: FollowUpCase | null };

/**
 * Leaves one open case of a person who had two: the other is closed as `superseded`, and what it had not told yet goes
 * to the one that stays. Answers false when both have a mail under way that tells a result.
 */
export async function mergeCases(em: Em, { older, later }: OpenCases, now: Date): Promise<boolean> {
  if (older && later) {
    const [first, second] = [await load(em, older.id), await load(em, later.id)];
    const [keep, end] = second.isTelling ? [second, first] : [first, second];
    if (end.isTelling) return false;
    await supersede(em, keep, end, now);
    const told = { ...caseUpdateOf(end.row), candidate_id: older.candidateId };
    await emitEvent(em, older.companyId, 'case.updated', { ...told, ...superseded }, { at: now });
  } else if (older ?? later) await wake(em, (older ?? later) as CaseKeys, 'nudge', now);
  return true;
}

/** What the company sees of a case that another took over. */
const superseded = { state: 'closed', next_step: 'none', next_step_at: null } as const;

type Untold = LoadedCase & { readonly rejectionIds: readonly string[]; readonly isTelling: boolean };

async function load(em: Em, caseId: string): Promise<Untold> {
  const loaded = await loadCase(em, caseId);
  if (loaded === null) throw new Error('a case is gone that was just there');
  const { rejectionIds, nextMailNumber } = findUnansweredRejections(loaded.file);
  // A link is saved just before its mail is asked for: from then on the mail may be out, though no fact says so.
  const begun = await em.count(CandidateLink, { caseId, n: nextMailNumber });
  return { ...loaded, rejectionIds, isTelling: rejectionIds.length > 0 && begun > 0 };
}

async function supersede(em: Em, keep: Untold, end: Untold, now: Date): Promise<void> {
  const pause = end.file.facts.findLast(({ kind }) => kind === 'case.paused' || kind === 'case.resumed');
  // Nothing slips out of a hold by this: what was held is held where it goes.
  const hold = end.file.facts.findLast(({ kind }) => kind === 'mail.held' || kind === 'mail.released');
  const untold = end.file.facts.filter(
    ({ kind, data }) =>
      kind === 'rejection.reported' && 'rejectionId' in data && end.rejectionIds.includes(data.rejectionId),
  );
  const decided = [...(pause?.kind === 'case.paused' ? [pause] : []), ...(hold?.kind === 'mail.held' ? [hold] : [])];
  // When it was reported stays: reports count it in that month.
  for (const { kind, data, at } of untold) await appendFact(em, keep.row, { kind, data, at: new Date(at) });
  for (const { kind, data } of decided) await appendFact(em, keep.row, { kind, data, at: now });
  await em.execute('update rejection set case_id = ? where id = any(?::uuid[])', [
    keep.row.id,
    `{${end.rejectionIds.join(',')}}`,
  ]);
  await appendFact(em, end.row, { kind: 'case.closed', at: now, data: { reason: 'superseded' } });
  await em.execute(
    `update follow_up_case set state = 'closed', closed_reason = 'superseded', next_step = 'none', next_step_at = null,
       next_mail = null, queued_at = null
     where id = ?`,
    [end.row.id],
  );
  for (const { row } of [keep, end]) await wake(em, row, 'nudge', now);
}
