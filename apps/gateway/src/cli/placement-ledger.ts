import { renderCsvHeader, renderCsvRows } from '@goen/service-kit';
import { z } from 'zod';
import type { AdminContext } from './admin-context.ts';
import { parseInput } from './admin-error.ts';

const headings = [
  '求職者の氏名',
  '求職者の住所',
  '生年月日',
  '希望職種',
  '求職受付年月日',
  '求職の有効期間',
  '紹介年月日',
  '求人者の名称',
  '紹介した職種（求人）',
  '本人の回答',
  '採否',
  '採否の年月日',
  '紹介ID',
];

/**
 * The operator's 求職管理簿 (職業安定法 Art. 32-15, 施行規則 Art. 24-7), CSV with BOM: one line per introduction that a person
 * was asked about. Address and date of birth are not collected; the licence holder adds them. It must be kept for two
 * years: the name of an erased person comes from the provision record, if there is one.
 */
export async function exportPlacementLedger(
  { orm }: AdminContext,
  input: { from: string; to: string },
): Promise<string> {
  const period = parseInput(z.object({ from: z.iso.date(), to: z.iso.date() }), input);
  const rows = await orm.em.fork().execute<Record<string, string | null>[]>(
    `select coalesce(p.person, nullif(c.full_name, ''), nullif(concat_ws(' ', c.family_name, c.given_name), '')) as name,
       array_to_string(array(select jsonb_array_elements_text(i.profile -> 'job_categories')), ' ') as wanted,
       ${toTokyoDate('g.at')} as received_on, ${toTokyoDate("g.at + interval '12 months'")} as valid_until,
       ${toTokyoDate('a.at')} as introduced_on, i.about ->> 'company' as receiver, i.about ->> 'position' as position,
       case when y.kind = 'candidate.accepted' then '希望する' when y.kind = 'candidate.declined' then '希望しない' end
         as answer,
       case i.report when 'hired' then '採用' when 'declined' then '不採用' end as outcome,
       (select ${toTokyoDate('max(r.at)')} from introduction_fact r where r.introduction_id = i.id
          and r.kind = 'company.reported' and r.data ->> 'report' in ('hired', 'declined')) as decided_on, i.id
     from introduction i
     join introduction_fact a on a.introduction_id = i.id and a.kind = 'candidate.asked'
     join candidate c on c.id = i.candidate_id
     left join provision_record p on p.introduction_id = i.id and p.side = 'provider'
     left join introduction_fact y on y.introduction_id = i.id
       and y.kind in ('candidate.accepted', 'candidate.declined')
     left join lateral (select f.at from fact f where f.case_id = i.case_id and f.kind = 'consent.granted'
       and f.data ->> 'consent' = 'relay' and f.at <= a.at order by f.seq desc limit 1) g on true
     where a.at >= (?::date)::timestamp at time zone 'Asia/Tokyo' and a.at < (?::date)::timestamp at time zone 'Asia/Tokyo'
     order by a.at, i.id`,
    [period.from, period.to],
  );
  const lines = rows.map((row) => [
    row.name,
    null,
    null,
    row.wanted,
    row.received_on,
    row.valid_until,
    row.introduced_on,
    row.receiver,
    row.position,
    row.answer,
    row.outcome,
    row.decided_on,
    row.id,
  ]);
  return `${renderCsvHeader(headings)}${renderCsvRows(lines)}`;
}

function toTokyoDate(instant: string): string {
  return `to_char((${instant}) at time zone 'Asia/Tokyo', 'YYYY-MM-DD')`;
}
