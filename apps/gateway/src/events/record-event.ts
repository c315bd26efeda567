import {
  appendFact,
  Candidate,
  FollowUpCase,
  loadCase,
  type NewFact,
  Rejection,
  refreshProjection,
  wake,
  withCompany,
} from '@goen/case-store';
import type { CaseEvent } from '@goen/contracts';
import type { GatewayContext } from '../gateway-app.ts';
import { sourceKeyOf } from '../rejections/read-report.ts';

/**
 * Writes what an ATS reports after a rejection as a fact of each case it concerns, and wakes them. Answers their ids:
 * none when the application or candidate is not known. The same event again changes nothing.
 */
export async function recordEvent(context: GatewayContext, companyId: string, event: CaseEvent): Promise<string[]> {
  return withCompany(context.orm, companyId, async (em) => {
    const sourceKey = sourceKeyOf(event.source);
    const caseIds =
      event.type === 'application.unrejected'
        ? (await em.find(Rejection, { companyId, sourceKey, remoteId: event.application.remote_id })).map(
            (one) => one.caseId,
          )
        : await currentCases(sourceKey, event.candidate.remote_id);
    const concerned = [...new Set(caseIds)].sort();
    for (const caseId of concerned) {
      const loaded = await loadCase(em, caseId, { lock: true });
      if (loaded === null) continue;
      if (!(await appendFact(em, loaded.row, factOf(event, sourceKey, context.now())))) continue;
      await wake(em, loaded.row, 'nudge', context.now());
      const after = await loadCase(em, caseId);
      if (after) await refreshProjection(em, after, context.now().getTime());
    }
    return concerned;

    /** The candidate's open case, else their latest. */
    async function currentCases(source: string, remoteId: string): Promise<string[]> {
      const candidate = await em.findOne(Candidate, { companyId, sourceKey: source, remoteId });
      if (candidate === null) return [];
      const [latest] = await em.find(
        FollowUpCase,
        { candidateId: candidate.id },
        { orderBy: [{ state: 'desc' }, { openedAt: 'desc' }], limit: 1 },
      );
      return latest ? [latest.id] : [];
    }
  });
}

function factOf(event: CaseEvent, sourceKey: string, now: Date): NewFact {
  const at = new Date(event.occurred_at).toISOString();
  switch (event.type) {
    case 'application.unrejected': {
      const { remote_id: remoteId } = event.application;
      const dedupeKey = `unrejected:${sourceKey}:${remoteId}:${at}`;
      return { kind: event.type, at: now, data: { sourceKey, remoteId, at }, dedupeKey };
    }
    case 'candidate.reapplied':
      return { kind: event.type, at: now, data: { at }, dedupeKey: `reapplied:${at}` };
    case 'candidate.hired':
      return {
        kind: event.type,
        at: now,
        data: { at, offerOnly: event.offer_only ?? false },
        dedupeKey: `hired:${at}`,
      };
  }
}
