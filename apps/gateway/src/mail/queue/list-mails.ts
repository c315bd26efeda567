import { toTokyoMs } from '@goen/case-domain';
import { FollowUpCase, Rejection, withCompany } from '@goen/case-store';
import type { mailQueueQuery } from '@goen/contracts/public';
import { readCursor, toPage } from '@goen/service-kit';
import type { FilterQuery } from '@mikro-orm/core';
import type { z } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { readCompanySettings } from '../../services/read-company-settings.ts';
import { toUndecidedState, type Undecided, viewQueuedMail } from './queued-mail.ts';

type Query = z.output<typeof mailQueueQuery>;

/** A page of the queue, the soonest first: the next mail of each open case. */
export function listMails({ orm }: GatewayContext, companyId: string, query: Query) {
  const after = readCursor(query.cursor);
  return withCompany(orm, companyId, async (em) => {
    const { approval } = await readCompanySettings(em, companyId);
    const undecided = toUndecidedState(approval);
    const decision = toDecisionFilter(query.state, undecided);
    if (decision === 'none') return { items: [], next: null };
    const conditions: FilterQuery<FollowUpCase>[] = [
      { companyId, state: 'open', nextMail: query.kind ?? { $ne: null } },
      ...(decision === null ? [] : [decision]),
      ...(query.sends_before ? [{ queuedAt: { $lt: new Date(toTokyoMs(query.sends_before, 0)) } }] : []),
      // The first condition lets the index start where the last page ended.
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
    const page = toPage(
      rows,
      query.limit,
      (row) => viewQueuedMail(row, undecided, jobs),
      ({ queuedAt, id, openedAt }) => ({ at: queuedAt ?? openedAt, id }),
    );
    return { ...page, items: page.items.filter((mail) => mail !== null) };
  });
}

/** Null: any state; `none`: under the company's setting, no mail can be in this state. */
function toDecisionFilter(state: Query['state'], undecided: Undecided): FilterQuery<FollowUpCase> | null | 'none' {
  if (state === undefined) return null;
  if (state === 'approved' || state === 'held') return { mailDecision: state };
  if (state === 'scheduled') return undecided === 'not_needed' ? { mailDecision: null } : 'none';
  const lapsed: FilterQuery<FollowUpCase> = { mailDecision: 'lapsed' };
  return undecided === 'awaiting' ? { $or: [lapsed, { mailDecision: null }] } : lapsed;
}
