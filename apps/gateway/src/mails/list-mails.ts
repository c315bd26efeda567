import { tokyoTimeMs } from '@goen/case-domain';
import { Company, FollowUpCase, Rejection, withCompany } from '@goen/case-store';
import { type ApprovalState, companySettings, type QueuedMail, type queueQuery } from '@goen/contracts';
import type { FilterQuery } from '@mikro-orm/core';
import type { z } from 'zod';
import { pageOf, readCursor } from '../cursor.ts';
import type { GatewayContext } from '../gateway-app.ts';

type Query = z.output<typeof queueQuery>;
type Undecided = Extract<ApprovalState, 'awaiting' | 'not_needed'>;

/** A page of the mails that are to come, the soonest first: the next one of each open case. */
export function listMails({ orm }: GatewayContext, companyId: string, query: Query) {
  const after = readCursor(query.cursor);
  return withCompany(orm, companyId, async (em) => {
    const { settings } = await em.findOneOrFail(Company, { id: companyId });
    const { approval } = companySettings.parse(settings);
    const undecided: Undecided = approval === 'required' ? 'awaiting' : 'not_needed';
    const decision = decisionOf(query.state, undecided);
    if (decision === 'none') return { items: [], next: null };
    const conditions: FilterQuery<FollowUpCase>[] = [
      { companyId, state: 'open', nextMail: query.kind ?? { $ne: null } },
      ...(decision === undefined ? [] : [{ mailDecision: decision }]),
      ...(query.sends_before ? [{ queuedAt: { $lt: new Date(tokyoTimeMs(query.sends_before, 0)) } }] : []),
      // The first of both lets the index begin where the last page ended.
      ...(after ? [{ queuedAt: { $gte: after.at } }] : []),
      ...(after ? [{ $or: [{ queuedAt: { $gt: after.at } }, { id: { $gt: after.id } }] }] : []),
    ];
    const rows = await em.find(
      FollowUpCase,
      { $and: conditions },
      { orderBy: [{ queuedAt: 'asc' }, { id: 'asc' }], limit: query.limit + 1 },
    );
    const ids = rows.flatMap(({ nextMailRejectionIds }) => nextMailRejectionIds ?? []);
    const jobs = new Map(
      (await em.find(Rejection, { id: { $in: ids } }, { fields: ['jobName'] })).map(({ id, jobName }) => [id, jobName]),
    );
    const view = (row: FollowUpCase) => viewOf(row, undecided, jobs);
    return pageOf(rows, query.limit, view, ({ queuedAt, id, openedAt }) => ({ at: queuedAt ?? openedAt, id }));
  });
}

/** What the row of a case must say for a state; `none`: no mail is in that state under the company's setting. */
function decisionOf(state: Query['state'], undecided: Undecided): 'approved' | 'held' | null | undefined | 'none' {
  if (state === undefined || state === 'approved' || state === 'held') return state;
  return (state === 'awaiting') === (undecided === 'awaiting') ? null : 'none';
}

function viewOf(
  row: FollowUpCase,
  undecided: Undecided,
  jobs: ReadonlyMap<string, string | null | undefined>,
): QueuedMail {
  const ids = row.nextMailRejectionIds ?? [];
  const approval = row.mailDecision ?? undecided;
  const names = ids.flatMap((id) => jobs.get(id) ?? []);
  return {
    case_id: row.id,
    candidate_id: row.candidateId,
    kind: row.nextMail ?? 'rejection',
    rejection_ids: [...ids],
    jobs: [...new Set(names)],
    stage: row.nextMailStage ?? row.stage,
    sends_at: approval === 'held' ? null : iso(row.queuedAt),
    undo_until: iso(row.undoUntil),
    approval,
    edited: (row.mailEditId ?? null) !== null,
    decided_by: row.decidedBy ?? null,
    decided_at: iso(row.decidedAt),
  };
}

const iso = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;
