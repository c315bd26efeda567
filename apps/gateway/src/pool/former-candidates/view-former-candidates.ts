import { toTokyoDate } from '@goen/case-domain';
import { compareWithPosition, findReInvitationBlocks } from '@goen/case-domain/re-invitation';
import { toTagIds, toTagLabel } from '@goen/case-domain/tags';
import { Candidate, CandidateTag, type Em, type Position } from '@goen/case-store';
import { findOverruledKeys, loadCases, loadInvitationPersons, toMatchPosition } from '@goen/cases';
import type { FormerCandidateView, Tag } from '@goen/contracts/public';
import { findExperienceBand, type ReInvitationBlock } from '@goen/contracts/workflow';
import { pgArray } from '@goen/service-kit';

type Current = {
  readonly candidate_id: string;
  readonly case_id: string | null;
  readonly last_job: string | null;
  readonly last_invited_at: string | null;
  readonly revisit_on: string | null;
  readonly categories: readonly string[];
};

/** These former candidates beside a position, in the given order. A fixed number of statements, however many they are. */
export async function viewFormerCandidates(
  em: Em,
  position: Position,
  ids: readonly string[],
  now: Date,
): Promise<FormerCandidateView[]> {
  const { companyId } = position;
  const candidates = new Map((await em.find(Candidate, { id: { $in: [...ids] } })).map((row) => [row.id, row]));
  const tags = Map.groupBy(await em.find(CandidateTag, { candidateId: { $in: [...ids] } }), (tag) => tag.candidateId);
  const currents = await readCurrents(em, ids);
  const currentOf = new Map(currents.map((row) => [row.candidate_id, row]));
  const cases = await loadCases(
    em,
    currents.flatMap(({ case_id: id }) => id ?? []),
  );
  const persons = await loadInvitationPersons(em, ids);
  const matched = toMatchPosition(position);
  const opening = [...matched.required, ...matched.desired];
  const overruled = await findOverruledKeys(em, companyId, [...tags.values()].flat());
  return ids.flatMap((id) => {
    const candidate = candidates.get(id);
    const current = currentOf.get(id);
    if (!candidate || !current) return [];
    const own: Tag[] = [
      ...(tags.get(id) ?? []).map(({ kind, value }) => ({ kind, value })),
      ...(candidate.prefecture ? [{ kind: 'region' as const, value: candidate.prefecture }] : []),
      ...current.categories.map((value) => ({ kind: 'job_category' as const, value })),
    ];
    const years = candidate.experienceYears ?? null;
    const experience = years === null ? null : findExperienceBand(years);
    const fit = compareWithPosition({ tags: toTagIds(own, overruled), experience }, matched);
    const loaded = cases.get(current.case_id ?? '');
    const person = persons.get(id);
    const blocks: readonly ReInvitationBlock[] =
      loaded && person
        ? findReInvitationBlocks(loaded.file, person, opening, now.getTime())
        : [{ reason: 'may_not_email', until: null }];
    return [
      {
        id,
        family_name: candidate.familyName ?? null,
        given_name: candidate.givenName ?? null,
        full_name: candidate.fullName ?? null,
        requirements: fit.requirements.map(({ tag, need, met }) => ({ tag, label: toTagLabel(tag, 'ja'), need, met })),
        region: fit.region,
        relocates: fit.relocates,
        wants_remote: fit.wantsRemote,
        experience_met: fit.experience,
        stage: candidate.lastStage,
        last_job: current.last_job,
        last_rejected_at: candidate.lastRejectedAt.toISOString(),
        months_since: countMonths(candidate.lastRejectedAt, now),
        reason: candidate.lastReasonClass ?? 'none',
        may_be_invited: blocks.length === 0,
        blocks: [...blocks],
        last_invited_at: current.last_invited_at === null ? null : new Date(current.last_invited_at).toISOString(),
        revisit_on: current.revisit_on,
      },
    ];
  });
}

/** Whole calendar months in Tokyo. */
function countMonths(from: Date, to: Date): number {
  const [a, b] = [toTokyoDate(from.getTime()), toTokyoDate(to.getTime())];
  const months = (Number(b.slice(0, 4)) - Number(a.slice(0, 4))) * 12 + Number(b.slice(5, 7)) - Number(a.slice(5, 7));
  return Math.max(0, months - (b.slice(8) < a.slice(8) ? 1 : 0));
}

const readCurrents = (em: Em, ids: readonly string[]): Promise<Current[]> =>
  em.execute<Current[]>(
    `select given.id as candidate_id,
       (select f.id from follow_up_case f where f.candidate_id = given.id
         order by f.state desc, f.opened_at desc, f.id desc limit 1) as case_id,
       (select coalesce(r.job_name, a.job_name) from rejection r join application a on a.id = r.application_id
         where r.candidate_id = given.id order by r.rejected_at desc limit 1) as last_job,
       (select to_json(max(i.sent_at))#>>'{}' from re_invitation i where i.candidate_id = given.id) as last_invited_at,
       (select to_char(v.revisit_on, 'YYYY-MM-DD') from revisit v where v.candidate_id = given.id) as revisit_on,
       array(select distinct a.job_category from application a
         where a.candidate_id = given.id and a.job_category is not null) as categories
     from unnest(?::uuid[]) given (id)`,
    [pgArray(ids)],
  );
