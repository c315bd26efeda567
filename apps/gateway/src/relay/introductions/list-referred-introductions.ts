import { toTokyoDate } from '@goen/case-domain';
import { Introduction, ProvisionRecord, withCompany } from '@goen/case-store';
import type { ReferredIntroduction, ReferredIntroductionQuery } from '@goen/contracts/public';
import { isAfter, readCursor, toPage } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { readCandidateNames } from '../../services/read-candidate-names.ts';
import { type IntroductionDates, readIntroductionDates } from './introduction-dates.ts';

/**
 * A page of the introductions of people whom the company referred, newest first, without what another company or the
 * candidate keeps to themselves.
 */
export async function listReferredIntroductions(
  { orm, now }: GatewayContext,
  companyId: string,
  { cursor, limit, candidate_id: candidateId }: ReferredIntroductionQuery,
) {
  const after = isAfter('createdAt', readCursor(cursor));
  const today = toTokyoDate(now().getTime());
  return withCompany(orm, companyId, async (em) => {
    const rows = await em.find(
      Introduction,
      { referrerId: companyId, ...(candidateId ? { candidateId } : {}), ...after },
      { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], limit: limit + 1 },
    );
    const ids = rows.map(({ id }) => id);
    const datesOf = await readIntroductionDates(em, ids);
    const records = await em.find(ProvisionRecord, { companyId, side: 'provider', introductionId: { $in: ids } });
    const receivers = new Map(records.map((record) => [record.introductionId, record.counterpartName]));
    const nameOf = await readCandidateNames(
      em,
      rows.map((row) => row.candidateId),
    );
    const view = (row: Introduction) =>
      viewReferred(row, {
        name: nameOf(row.candidateId),
        dates: datesOf(row.id),
        receiver: receivers.get(row.id) ?? null,
        today,
      });
    return toPage(rows, limit, view, ({ createdAt, id }) => ({ at: createdAt, id }));
  });
}

type Known = {
  readonly name: string | null;
  readonly dates: IntroductionDates;
  readonly receiver: string | null;
  readonly today: string;
};

function viewReferred(row: Introduction, { name, dates, receiver, today }: Known): ReferredIntroduction {
  const { asked_at, answer_by, provided_at } = dates;
  return {
    id: row.id,
    candidate_id: row.candidateId,
    case_id: row.caseId,
    name,
    state: readState(dates, row.state === 'closed', today),
    receiver: provided_at === null ? null : receiver,
    created_at: row.createdAt.toISOString(),
    asked_at,
    answer_by,
    provided_at,
  };
}

function readState(
  { asked_at: askedAt, answer_by: answerBy, provided_at: providedAt }: IntroductionDates,
  isClosed: boolean,
  today: string,
): ReferredIntroduction['state'] {
  if (providedAt !== null) return 'provided';
  if (askedAt === null) return isClosed ? 'not_provided' : 'planned';
  return isClosed && (answerBy === null || answerBy < today) ? 'not_provided' : 'asked';
}
