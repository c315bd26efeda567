import { toTokyoDate } from '@goen/case-domain';
import { compareWithPosition } from '@goen/case-domain/re-invitation';
import { toTagIds, toTagLabel } from '@goen/case-domain/tags';
import type { Em, Position } from '@goen/case-store';
import { findOverruledKeys, toMatchPosition } from '@goen/cases';
import type { FormerCandidateView, StageKind, Tag } from '@goen/contracts/public';
import { findExperienceBand, type ReasonClass } from '@goen/contracts/workflow';
import { pgArray } from '@goen/service-kit';
import type { Blocks } from './check-invitations.ts';

type Row = {
  readonly id: string;
  readonly family_name: string | null;
  readonly given_name: string | null;
  readonly full_name: string | null;
  readonly prefecture: string | null;
  readonly experience_years: number | null;
  readonly last_stage: StageKind;
  readonly last_rejected_at: Date | string;
  readonly last_reason_class: ReasonClass | null;
  readonly tags: readonly Tag[];
  readonly categories: readonly string[];
  readonly last_job: string | null;
  readonly last_invited_at: string | null;
  readonly revisit_on: string | null;
};

/** These former candidates beside a position, in the given order. One statement, however many they are. */
export async function viewFormerCandidates(
  em: Em,
  position: Position,
  ids: readonly string[],
  blocks: Blocks,
  now: Date,
): Promise<FormerCandidateView[]> {
  const rows = await em.execute<Row[]>(rowsSql, [pgArray(ids)]);
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const matched = toMatchPosition(position);
  const overruled = await findOverruledKeys(
    em,
    position.companyId,
    rows.flatMap(({ tags }) => tags),
  );
  return ids.flatMap((id) => {
    const row = rowOf.get(id);
    if (row === undefined) return [];
    const own: Tag[] = [
      ...row.tags,
      ...(row.prefecture ? [{ kind: 'region' as const, value: row.prefecture }] : []),
      ...row.categories.map((value) => ({ kind: 'job_category' as const, value })),
    ];
    const years = row.experience_years;
    const experience = years === null ? null : findExperienceBand(years);
    const fit = compareWithPosition({ tags: toTagIds(own, overruled), experience }, matched);
    const rejectedAt = new Date(row.last_rejected_at);
    return [
      {
        id,
        family_name: row.family_name,
        given_name: row.given_name,
        full_name: row.full_name,
        requirements: fit.requirements.map(({ tag, need, met }) => ({ tag, label: toTagLabel(tag, 'ja'), need, met })),
        region: fit.region,
        relocates: fit.relocates,
        wants_remote: fit.wantsRemote,
        experience_met: fit.experience,
        stage: row.last_stage,
        last_job: row.last_job,
        last_rejected_at: rejectedAt.toISOString(),
        months_since: countMonths(rejectedAt, now),
        reason: row.last_reason_class ?? 'none',
        may_be_invited: blocks.get(id)?.length === 0,
        blocks: [...(blocks.get(id) ?? [])],
        last_invited_at: row.last_invited_at === null ? null : new Date(row.last_invited_at).toISOString(),
        revisit_on: row.revisit_on,
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

const rowsSql = `
  select c.id, c.family_name, c.given_name, c.full_name, c.prefecture, c.experience_years, c.last_stage,
    c.last_rejected_at, c.last_reason_class,
    (select coalesce(json_agg(json_build_object('kind', t.kind, 'value', t.value)), '[]')
      from candidate_tag t where t.candidate_id = c.id) as tags,
    array(select distinct a.job_category from application a
      where a.candidate_id = c.id and a.job_category is not null) as categories,
    (select coalesce(r.job_name, a.job_name) from rejection r join application a on a.id = r.application_id
      where r.candidate_id = c.id order by r.rejected_at desc limit 1) as last_job,
    (select to_json(max(i.sent_at))#>>'{}' from re_invitation i where i.candidate_id = c.id) as last_invited_at,
    (select to_char(v.revisit_on, 'YYYY-MM-DD') from revisit v where v.candidate_id = c.id) as revisit_on
  from candidate c where c.id = any(?::uuid[])`;
