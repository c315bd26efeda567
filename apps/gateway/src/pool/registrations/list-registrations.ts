import { registrationValidDays } from '@goen/case-domain';
import { Application, Candidate, type Em, Registration, withCompany } from '@goen/case-store';
import { loadActors } from '@goen/cases';
import type { RegistrationQuery, RegistrationView } from '@goen/contracts/public';
import { isAfter, pgArray, readCursor, toPage } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';

const validMs = registrationValidDays * 24 * 60 * 60 * 1000;

/** A page of the company's registrations in one state, the latest first. */
export function listRegistrations({ orm }: GatewayContext, companyId: string, query: RegistrationQuery) {
  const { state, confirmed_how: confirmedHow, limit } = query;
  const after = readCursor(query.cursor);
  return withCompany(orm, companyId, async (em) => {
    const rows = await em.find(
      Registration,
      { companyId, state, ...(confirmedHow ? { confirmedHow } : {}), ...isAfter('createdAt', after) },
      { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], limit: limit + 1 },
    );
    const view = await createView(em, companyId, rows);
    return toPage(rows, limit, view, ({ createdAt, id }) => ({ at: createdAt, id }));
  });
}

/** Who registers again renews their wish: all their registrations that wait end with the last one. */
async function readRenewals(em: Em, candidateIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await em.execute<{ candidate_id: string; at: string }[]>(
    `select candidate_id, to_json(max(created_at)) #>> '{}' as at from registration
     where candidate_id = any(?::uuid[]) and state = 'unconfirmed' group by candidate_id`,
    [pgArray(candidateIds)],
  );
  return new Map(rows.map(({ candidate_id: id, at }) => [id, Date.parse(at)]));
}

async function createView(em: Em, companyId: string, rows: readonly Registration[]) {
  const candidates = await em.find(Candidate, { id: { $in: rows.map(({ candidateId }) => candidateId) } });
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const renewals = await readRenewals(em, [...byId.keys()]);
  const applicationIds = rows.flatMap(({ applicationId }) => applicationId ?? []);
  const applications =
    applicationIds.length > 0 ? await em.find(Application, { companyId, remoteId: { $in: applicationIds } }) : [];
  const viewActor = await loadActors(
    em,
    rows.map(({ decidedBy }) => decidedBy),
  );
  return (row: Registration): RegistrationView => {
    const candidate = byId.get(row.candidateId);
    const hinted = applications.find(
      ({ remoteId, candidateId }) => remoteId === row.applicationId && candidateId !== row.candidateId,
    );
    const registeredMs = renewals.get(row.candidateId) ?? row.createdAt.getTime();
    return {
      id: row.id,
      state: row.state,
      confirmed_how: row.confirmedHow ?? null,
      case_id: row.caseId,
      candidate_id: row.candidateId,
      family_name: candidate?.familyName ?? null,
      given_name: candidate?.givenName ?? null,
      email: candidate?.email ?? null,
      prefecture: candidate?.prefecture ?? null,
      job_name: row.jobName ?? null,
      application_id: row.applicationId ?? null,
      application_candidate_id: hinted?.candidateId ?? null,
      relay_consent: candidate?.relayConsent ?? 'unknown',
      registered_at: row.createdAt.toISOString(),
      expires_at: row.state === 'unconfirmed' ? new Date(registeredMs + validMs).toISOString() : null,
      decided_by: viewActor(row.decidedBy),
      decided_at: row.decidedAt?.toISOString() ?? null,
    };
  };
}
