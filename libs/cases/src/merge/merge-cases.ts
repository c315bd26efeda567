import { findUnansweredRejections } from '@goen/case-domain';
import { CandidateLink, type Em, FollowUpCase } from '@goen/case-store';
import { pgArray } from '@goen/service-kit';
import { emitEvent } from '@goen/webhooks';
import type { NewFact } from '../fact-rows.ts';
import { type LoadedCase, loadCase } from '../load-case.ts';
import { toCaseUpdate } from '../projection/refresh-projection.ts';
import { recordFacts } from '../record-facts.ts';
import { enqueueWakeUp } from '../wake-case.ts';

type MergeableCase = LoadedCase & {
  /** Rejections that no mail has answered. */
  readonly rejectionIds: readonly string[];
  /** Their mail may be out already. */
  readonly isMailing: boolean;
};
/** `kept` takes over what `superseded` has not answered; null: that candidate has no open case. */
export type CaseMerge = { readonly kept: MergeableCase | null; readonly superseded: MergeableCase | null };

/** Decides which open case of two candidates stays; null when both have a result mail in flight. */
export async function planCaseMerge(em: Em, olderId: string, laterId: string): Promise<CaseMerge | null> {
  const open = await em.find(
    FollowUpCase,
    { candidateId: { $in: [olderId, laterId] }, state: 'open' },
    { refresh: true },
  );
  const load = async (candidateId: string) => {
    const row = open.find((openCase) => openCase.candidateId === candidateId);
    return row ? loadMergeable(em, row.id) : null;
  };
  const [older, later] = [await load(olderId), await load(laterId)];
  if (older === null || later === null) return { kept: older ?? later, superseded: null };
  if (older.isMailing && later.isMailing) return null;
  return later.isMailing ? { kept: later, superseded: older } : { kept: older, superseded: later };
}

async function loadMergeable(em: Em, caseId: string): Promise<MergeableCase> {
  const loaded = await loadCase(em, caseId);
  if (loaded === null) throw new Error('A locked case has disappeared');
  const { rejectionIds, nextMailNumber } = findUnansweredRejections(loaded.file);
  // A link is saved just before its mail is requested: from then on the mail may be out, though no fact says so.
  const links = await em.count(CandidateLink, { caseId, n: nextMailNumber });
  return { ...loaded, rejectionIds, isMailing: rejectionIds.length > 0 && links > 0 };
}

/** Closes the superseded case's row and hands over its rejections: a candidate has one open case at most. */
export async function closeSuperseded(em: Em, { kept, superseded }: CaseMerge): Promise<void> {
  if (kept === null || superseded === null) return;
  await em.execute('update rejection set case_id = ? where id = any(?::uuid[])', [
    kept.row.id,
    pgArray(superseded.rejectionIds),
  ]);
  await em.execute(
    `update follow_up_case set state = 'closed', closed_reason = 'superseded', next_step = 'none', next_step_at = null,
       next_mail = null, queued_at = null
     where id = ?`,
    [superseded.row.id],
  );
}

/** Records the merge on both cases and wakes them, once all their rows belong to the older candidate. */
export async function recordCaseMerge(
  em: Em,
  olderId: string,
  { kept, superseded }: CaseMerge,
  now: Date,
): Promise<void> {
  if (kept && superseded) {
    const closing = { kind: 'case.closed', at: now, data: { reason: 'superseded' } } as const;
    await recordFacts({ em, now }, { caseId: kept.row.id, facts: factsToHandOver(superseded, now), wake: 'none' });
    const ended = await recordFacts({ em, now }, { caseId: superseded.row.id, facts: closing, wake: 'none' });
    // A case that still has something to do, such as a suppression, was emitted by its projection.
    if (ended?.appended && ended.description.next === 'none') {
      const update = { ...toCaseUpdate(superseded.row, false), candidate_id: olderId };
      const closed = { state: 'closed', next_step: 'none', next_step_at: null } as const;
      await emitEvent(em, superseded.row.companyId, 'case.updated', { ...update, ...closed }, { at: now });
    }
  }
  for (const merged of [kept, superseded]) if (merged) await enqueueWakeUp(em, merged.row, now);
}

/** The unanswered rejections, and the pause, hold or new date of their mail. */
function factsToHandOver({ file: { facts }, rejectionIds }: MergeableCase, now: Date): NewFact[] {
  const pause = facts.findLast(({ kind }) => kind === 'case.paused' || kind === 'case.resumed');
  const hold = facts.findLast(({ kind }) => kind === 'mail.held' || kind === 'mail.released');
  const moved = facts.findLast(({ kind }) => kind === 'mail.rescheduled');
  // The report keeps its time: reports count it in that month.
  const reported = facts.filter(
    ({ kind, data }) =>
      kind === 'rejection.reported' && 'rejectionId' in data && rejectionIds.includes(data.rejectionId),
  );
  return [
    ...reported.map(({ kind, data, at }) => ({ kind, data, at: new Date(at) })),
    ...(pause?.kind === 'case.paused' ? [{ kind: pause.kind, data: pause.data, at: now }] : []),
    ...(moved?.kind === 'mail.rescheduled' ? [{ kind: moved.kind, data: moved.data, at: now }] : []),
    ...(hold?.kind === 'mail.held' ? [{ kind: hold.kind, data: hold.data, at: now }] : []),
  ];
}
