import { Application, Candidate, type Em, SharedAddress, withCompany } from '@goen/case-store';
import { loadActors } from '@goen/cases';
import type { SharedAddressQuery, SharedAddressView } from '@goen/contracts/public';
import { readCursor, toPage } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';

/** A page of the company's shared addresses in one state, the latest first. */
export function listSharedAddresses({ orm }: GatewayContext, companyId: string, query: SharedAddressQuery) {
  const after = readCursor(query.cursor);
  return withCompany(orm, companyId, async (em) => {
    const rows = await em.find(
      SharedAddress,
      {
        companyId,
        state: query.state,
        ...(after ? { createdAt: { $lte: after.at } } : {}),
        ...(after ? { $or: [{ createdAt: { $lt: after.at } }, { id: { $lt: after.id } }] } : {}),
      },
      { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], limit: query.limit + 1 },
    );
    const views = new Map((await viewSharedAddresses(em, rows)).map((view) => [view.id, view]));
    const view = ({ id }: SharedAddress) => views.get(id);
    const page = toPage(rows, query.limit, view, ({ createdAt, id }) => ({ at: createdAt, id }));
    return { ...page, items: page.items.filter((item) => item !== undefined) };
  });
}

/** All rows are of one company. */
export async function viewSharedAddresses(em: Em, rows: readonly SharedAddress[]): Promise<SharedAddressView[]> {
  const [first] = rows;
  if (first === undefined) return [];
  const { companyId } = first;
  const sharers = await em.find(
    Candidate,
    { companyId, personHash: { $in: rows.map(({ personHash }) => personHash) }, erasedAt: null, mergedInto: null },
    { orderBy: { createdAt: 'asc', id: 'asc' }, refresh: true },
  );
  const applications = await em.find(Application, { candidateId: { $in: sharers.map(({ id }) => id) } });
  const viewActor = await loadActors(
    em,
    rows.map(({ decidedBy }) => decidedBy),
  );
  return rows.map((row) => {
    const candidates = sharers.filter(({ personHash }) => personHash === row.personHash);
    return {
      id: row.id,
      email: candidates[0]?.email ?? null,
      state: row.state,
      candidates: candidates.map((candidate) => viewSharer(candidate, applications)),
      owner_candidate_id: row.ownerId ?? null,
      decided_by: viewActor(row.decidedBy),
      decided_at: row.decidedAt?.toISOString() ?? null,
      created_at: row.createdAt.toISOString(),
    };
  });
}

const viewSharer = (candidate: Candidate, applications: readonly Application[]) => ({
  id: candidate.id,
  remote_id: candidate.remoteId,
  family_name: candidate.familyName ?? null,
  given_name: candidate.givenName ?? null,
  full_name: candidate.fullName ?? null,
  jobs: applications.flatMap(({ candidateId, jobName }) => (candidateId === candidate.id && jobName ? [jobName] : [])),
});
