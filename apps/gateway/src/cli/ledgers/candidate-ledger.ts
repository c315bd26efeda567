import { renderCsvHeader, renderCsvRows } from '@goen/service-kit';
import type { AdminContext } from '../admin-context.ts';
import {
  contractTerm,
  isInPeriod,
  leftWithinSixMonths,
  outcome,
  type PeriodInput,
  parsePeriod,
  personName,
  protectedUntil,
  toTokyoDate,
} from './ledger-sql.ts';

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
  '採用年月日',
  '雇用契約',
  '転職勧奨の禁止期間（まで）',
  '6か月以内の離職状況',
  '紹介ID',
];

/**
 * The operator's 求職管理簿 (職業安定法 Art. 32-15, 施行規則 Art. 24-7), CSV with BOM: one line per introduction that a person
 * was asked about. Address and date of birth are not collected; the licence holder adds them. It must be kept for two
 * years: the name of an erased person comes from the provision record, if there is one.
 */
export async function exportCandidateLedger({ orm }: AdminContext, input: PeriodInput): Promise<string> {
  const period = parsePeriod(input);
  const rows = await orm.em.fork().execute<Record<string, string | null>[]>(
    `select ${personName} as name,
       array_to_string(array(select jsonb_array_elements_text(i.profile -> 'job_categories')), ' ') as wanted,
       ${toTokyoDate('g.at')} as received_on, ${toTokyoDate("g.at + interval '12 months'")} as valid_until,
       ${toTokyoDate('a.at')} as introduced_on, i.about ->> 'company' as receiver, i.about ->> 'position' as position,
       case when y.kind = 'candidate.accepted' then '希望する' when y.kind = 'candidate.declined' then '希望しない' end
         as answer,
       ${outcome} as outcome,
       (select ${toTokyoDate('max(r.at)')} from introduction_fact r where r.introduction_id = i.id
          and r.kind = 'company.reported' and r.data ->> 'report' in ('hired', 'declined')) as decided_on,
       to_char(i.joined_on, 'YYYY-MM-DD') as joined_on, ${contractTerm} as contract_term,
       ${protectedUntil} as protected_until, ${leftWithinSixMonths} as employment, i.id
     from introduction i
     join introduction_fact a on a.introduction_id = i.id and a.kind = 'candidate.asked'
     join candidate c on c.id = i.candidate_id
     left join provision_record p on p.introduction_id = i.id and p.side = 'provider'
     left join introduction_fact y on y.introduction_id = i.id
       and y.kind in ('candidate.accepted', 'candidate.declined')
     left join lateral (select f.at from fact f where f.case_id = i.case_id and f.kind = 'consent.granted'
       and f.data ->> 'consent' = 'relay' and f.at <= a.at order by f.seq desc limit 1) g on true
     where ${isInPeriod('a.at')}
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
    row.joined_on,
    row.contract_term,
    row.protected_until,
    row.employment,
    row.id,
  ]);
  return `${renderCsvHeader(headings)}${renderCsvRows(lines)}`;
}
