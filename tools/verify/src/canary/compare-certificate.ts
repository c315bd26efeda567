import type { ErasureCertificateView } from '@goen/contracts/public';
import type { QueryRows } from '../query-rows.ts';

type Queries = { readonly cases: QueryRows; readonly mail: QueryRows };
export type Held = Readonly<Record<string, number>>;

/** What the certificate calls it, and where it is. */
const counted = {
  tags: 'candidate_tag',
  applications: 'application',
  notes: 'candidate_note',
  correction_requests: 'correction_request',
  personal_notes: 'personal_note',
  feedback_requests: 'feedback_request',
  relay_profiles: 'pool_profile',
  re_invitations: 're_invitation',
  complaints: 'complaint',
} as const;
/** An erasure empties these and keeps the rows. */
const keptRows: readonly string[] = ['applications', 're_invitations', 'complaints'];

/** What is held about each candidate. */
export async function countHeld(queries: Queries, candidateIds: readonly string[]): Promise<Held[]> {
  const held: Held[] = [];
  for (const id of candidateIds) held.push(await countHeldOf(queries, id));
  return held;
}

/** Counted without the product: rows, and mails with their text. */
async function countHeldOf({ cases, mail }: Queries, candidateId: string): Promise<Held> {
  const held: Record<string, number> = {};
  for (const [what, table] of Object.entries(counted)) {
    const rows = await cases(`select 1 from ${table} where candidate_id = $1`, [candidateId]);
    held[what] = rows.length;
  }
  const addresses = await cases(
    'select company_id, person_hash as hash from candidate_address where candidate_id = $1',
    [candidateId],
  );
  const mails = await mail(
    `select 1 from message where company_id = $1 and person_hash = any($2) and rendered is not null
       and kind <> 'registration_confirmation'`,
    [addresses[0]?.company_id, addresses.map(({ hash }) => hash)],
  );
  held.mails = mails.length;
  // The other company's record is not this company's to certify.
  const records = await cases(
    `select 1 from provision_record p join introduction i on i.id = p.introduction_id
     where i.candidate_id = $1 and p.company_id = i.referrer_id`,
    [candidateId],
  );
  held.provision_records = records.length;
  return held;
}

/** Where a certificate says something else than what was held before and after. */
export function compareCertificate(certificate: ErasureCertificateView, before: Held, after: Held): string[] {
  const deleted: Record<string, number> = Object.assign({}, ...certificate.places.map((place) => place.deleted));
  const kept = certificate.kept.find(({ what }) => what === 'provision_records')?.count ?? 0;
  const who = `the certificate of ${certificate.candidate_id}`;
  return [
    ...[...Object.keys(counted), 'mails'].flatMap((what) => [
      ...(deleted[what] === before[what]
        ? []
        : [`${who} says that ${deleted[what] ?? 0} ${what} were deleted, and ${before[what]} were held`]),
      ...(after[what] === 0 || keptRows.includes(what) ? [] : [`${after[what]} ${what} are left after ${who}`]),
    ]),
    ...(kept === after.provision_records && after.provision_records === before.provision_records
      ? []
      : [`${who} says that ${kept} provision records are kept, and ${after.provision_records} are`]),
    ...(certificate.complete ? [] : [`${who} is not complete`]),
  ];
}
