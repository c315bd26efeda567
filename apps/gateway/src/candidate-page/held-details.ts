import { addMonths, toTokyoDate } from '@goen/case-domain';
import type { Candidate, Em } from '@goen/case-store';
import { formatFullName } from '@goen/cases';
import type { CompanySettings } from '@goen/contracts/internal';
import type { Tag } from '@goen/contracts/public';

/** What the person is shown of what is held about them. Reasons and notes stay with the company. */
export type HeldDetails = {
  readonly name: string | null;
  readonly reading: string | null;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly prefecture: string | null;
  readonly tags: readonly Tag[];
  readonly applications: readonly HeldApplication[];
};
export type HeldApplication = {
  readonly job: string | null;
  /** Dates in Tokyo. */
  readonly appliedOn: string | null;
  readonly resultOn: string | null;
};

type Row = { readonly job: string | null; readonly applied_at: string | null; readonly rejected_at: string | null };

export async function readHeldDetails(em: Em, candidate: Candidate): Promise<HeldDetails> {
  const tags = await em.execute<Tag[]>(
    'select kind, value from candidate_tag where candidate_id = ? order by kind, value',
    [candidate.id],
  );
  const rows = await em.execute<Row[]>(
    `select a.job_name as job, to_json(a.applied_at) #>> '{}' as applied_at,
       (select to_json(max(r.rejected_at)) #>> '{}' from rejection r where r.application_id = a.id) as rejected_at
     from application a where a.candidate_id = ? order by a.created_at, a.id`,
    [candidate.id],
  );
  const { familyNameKana, givenNameKana } = candidate;
  return {
    name: formatFullName(candidate),
    reading: [familyNameKana, givenNameKana].filter((part) => part).join(' ') || null,
    emails: candidate.emails.map(({ value }) => value),
    phones: candidate.phones.map(({ value }) => value),
    prefecture: candidate.prefecture ?? null,
    tags: tags.map(({ kind, value }) => ({ kind, value })),
    applications: rows.map(({ job, applied_at: appliedAt, rejected_at: rejectedAt }) => ({
      job,
      appliedOn: appliedAt === null ? null : toTokyoDate(Date.parse(appliedAt)),
      resultOn: rejectedAt === null ? null : toTokyoDate(Date.parse(rejectedAt)),
    })),
  };
}

/** The dates on or after which follow-ups are sent, of those that have not passed. */
export function listFollowUpDates(
  { applications }: HeldDetails,
  { firstFollowUpMonths, secondFollowUpMonths }: CompanySettings,
  today: string,
): string[] {
  const latest = applications
    .flatMap(({ resultOn }) => resultOn ?? [])
    .toSorted((a, b) => (a < b ? -1 : 1))
    .at(-1);
  if (latest === undefined) return [];
  return [firstFollowUpMonths, secondFollowUpMonths]
    .map((months) => addMonths(latest, months))
    .filter((date) => date > today);
}
