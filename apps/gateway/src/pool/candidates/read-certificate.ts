import { type Em, ErasureCertificate } from '@goen/case-store';
import { loadActors } from '@goen/cases';
import type { ErasureCertificateView } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';

type Kept = ErasureCertificateView['kept'];
type Place = ErasureCertificateView['places'][number];

/** The certificate of a candidate's latest erasure, in the session of the company. Throws `not_found`. */
export async function readCertificate(em: Em, candidateId: string): Promise<ErasureCertificateView> {
  const [row] = await em.find(
    ErasureCertificate,
    { candidateId },
    { orderBy: { rowsDeletedAt: 'desc', id: 'desc' }, limit: 1 },
  );
  if (row === undefined) throw new HttpProblem('not_found');
  const viewActor = await loadActors(em, [row.requestedBy]);
  const { mails = 0, ...rows } = row.deleted;
  const places: Place[] = [
    { place: 'database', name: null, deleted_at: row.rowsDeletedAt.toISOString(), deleted: rows },
    { place: 'mail', name: null, deleted_at: row.mailsDeletedAt?.toISOString() ?? null, deleted: { mails } },
    ...(await readCrms(em, candidateId)),
  ];
  return {
    id: row.id,
    candidate_id: candidateId,
    requested_by: viewActor(row.requestedBy),
    asked_by: row.askedBy ?? null,
    asked_via: row.askedVia ?? null,
    asked_on: row.askedOn ?? null,
    reason: row.reason,
    places,
    kept: await readKept(em, candidateId),
    complete: places.every(({ deleted_at: deletedAt }) => deletedAt !== null),
  };
}

/** A record that is synced after the erasure has passed it on. */
async function readCrms(em: Em, candidateId: string): Promise<Place[]> {
  const rows = await em.execute<{ name: string; pushed_at: string | null }[]>(
    `select c.name, case when r.state <> 'pending' and r.pushed_at >= k.erased_at
       then to_json(r.pushed_at) #>> '{}' end as pushed_at
     from sync_record r join connection c on c.id = r.connection_id join candidate k on k.id = r.candidate_id
     where r.candidate_id = ? and (r.remote_id is not null or r.pushed_at is not null) order by c.name, c.id`,
    [candidateId],
  );
  return rows.map(({ name, pushed_at: at }) => ({
    place: 'crm',
    name,
    deleted_at: at === null ? null : new Date(at).toISOString(),
    deleted: { records: 1 },
  }));
}

/** What the law wants kept, and what prevents that the person is written to again. */
async function readKept(em: Em, candidateId: string): Promise<Kept> {
  const [counts] = await em.execute<Record<string, number | string | null>[]>(
    `select (select count(*)::int from candidate_address where candidate_id = k.id) as hashes,
       (select count(*)::int from fact where candidate_id = k.id) as facts,
       (select count(*)::int from introduction where candidate_id = k.id) as introductions,
       (select count(*)::int from provision_record p join introduction i on i.id = p.introduction_id
        where i.candidate_id = k.id) as records,
       (select max(p.keep_until)::text from provision_record p join introduction i on i.id = p.introduction_id
        where i.candidate_id = k.id) as records_until
     from candidate k where k.id = ?`,
    [candidateId],
  );
  const until = counts?.records_until;
  const kept: Kept = [
    { what: 'address_hashes', count: Number(counts?.hashes ?? 0), until: null },
    { what: 'case_facts', count: Number(counts?.facts ?? 0), until: null },
    { what: 'introductions', count: Number(counts?.introductions ?? 0), until: null },
    { what: 'provision_records', count: Number(counts?.records ?? 0), until: typeof until === 'string' ? until : null },
  ];
  return kept.filter(({ count }) => count > 0);
}
