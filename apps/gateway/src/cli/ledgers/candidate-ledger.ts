import { isNoSandbox } from '@goen/case-store';
import type { LedgerSource } from './ledger.ts';
import {
  contractTerm,
  isInPeriod,
  leftWithinSixMonths,
  outcome,
  personName,
  protectedUntil,
  toTokyoDate,
} from './ledger-sql.ts';

const wanted = `coalesce(
  nullif(array_to_string(array(select jsonb_array_elements_text(i.profile -> 'job_categories')), ' '), ''),
  (select string_agg(t.value, ' ' order by t.value) from candidate_tag t
   where t.candidate_id = c.id and t.kind = 'job_category'))`;
const answer = `case y.kind when 'candidate.accepted' then '希望する' when 'candidate.declined' then '希望しない' end`;
const decidedOn = `select ${toTokyoDate('max(r.at)')} from introduction_fact r where r.introduction_id = i.id
  and r.kind = 'company.reported' and r.data ->> 'report' in ('hired', 'declined')`;

/** A person registers with their first consent to the relay, as the yearly report counts it. */
const registered = `select candidate_id, min(at) as at from fact
  where kind = 'consent.granted' and data ->> 'consent' = 'relay' and ${isNoSandbox('company_id')} group by candidate_id`;

/**
 * The operator's 求職管理簿 (職業安定法 Art. 32-15, 施行規則 Art. 24-7): one line per introduction that a person was asked
 * about, and one for a person who registered in the period and was asked about none in it. Address and date of birth are
 * not collected; the licence holder adds them. It must be kept for two years: the name of an erased person comes from the
 * provision record, if there is one.
 */
export const candidateLedger: LedgerSource = {
  columns: [
    ['candidate_name', '求職者の氏名', personName],
    ['candidate_address', '求職者の住所', 'null'],
    ['candidate_born_on', '生年月日', 'null'],
    ['job_categories', '希望職種', wanted],
    ['received_on', '求職受付年月日', toTokyoDate('coalesce(g.at, line.registered_at)')],
    ['valid_until', '求職の有効期間', toTokyoDate("coalesce(g.at, line.registered_at) + interval '12 months'")],
    ['introduced_on', '紹介年月日', toTokyoDate('a.at')],
    ['employer_name', '求人者の名称', `i.about ->> 'company'`],
    ['position', '紹介した職種（求人）', `i.about ->> 'position'`],
    ['answer', '本人の回答', answer],
    ['outcome', '採否', outcome],
    ['decided_on', '採否の年月日', decidedOn],
    ['joined_on', '採用年月日', `to_char(i.joined_on, 'YYYY-MM-DD')`],
    ['contract_term', '雇用契約', contractTerm],
    ['protected_until', '転職勧奨の禁止期間（まで）', protectedUntil],
    ['left_within_six_months', '6か月以内の離職状況', leftWithinSixMonths],
    ['introduction_id', '紹介ID', 'i.id'],
  ],
  from: `from (
      select asked.introduction_id, i.candidate_id, null::timestamptz as registered_at
      from introduction_fact asked join introduction i on i.id = asked.introduction_id
      where asked.kind = 'candidate.asked' and ${isInPeriod('asked.at')} and ${isNoSandbox('i.referrer_id')}
      union all
      select null, registered.candidate_id, registered.at from (${registered}) registered
      where ${isInPeriod('registered.at')} and not exists (
        select from introduction i join introduction_fact asked on asked.introduction_id = i.id
        where i.candidate_id = registered.candidate_id and asked.kind = 'candidate.asked' and ${isInPeriod('asked.at')})
    ) line
    join candidate c on c.id = line.candidate_id
    left join introduction i on i.id = line.introduction_id
    left join introduction_fact a on a.introduction_id = i.id and a.kind = 'candidate.asked'
    left join provision_record p on p.introduction_id = i.id and p.side = 'provider'
    left join introduction_fact y on y.introduction_id = i.id
      and y.kind in ('candidate.accepted', 'candidate.declined')
    left join lateral (select f.at from fact f where f.case_id = i.case_id and f.kind = 'consent.granted'
      and f.data ->> 'consent' = 'relay' and f.at <= a.at order by f.seq desc limit 1) g on true
    order by coalesce(a.at, line.registered_at), i.id, c.id`,
  periods: 3,
};
