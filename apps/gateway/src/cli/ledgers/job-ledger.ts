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

const columns: LedgerSource['columns'] = [
  ['received_on', '求人受付年月日', toTokyoDate('v.received_at')],
  [
    'valid_until',
    '求人の有効期間',
    `case when o.state = 'closed' then ${toTokyoDate('o.updated_at')} || ' まで' else '充足または取下げまで' end`,
  ],
  ['employer_name', '求人者の名称', 'r.name'],
  ['employer_address', '求人者の所在地', `r.settings -> 'sender' ->> 'postalAddress'`],
  [
    'contact',
    '求人に係る連絡先',
    `coalesce(nullif(r.settings ->> 'recruiterEmail', ''), r.settings -> 'sender' ->> 'contact')`,
  ],
  ['seats', '求人数', 'o.seats::text'],
  ['job', '求人に係る職種', `concat_ws('／', o.title, v.conditions ->> 'work')`],
  ['place', '就業場所', `coalesce(v.conditions ->> 'place', v.conditions ->> 'url')`],
  [
    'term',
    '雇用期間',
    `case v.conditions ->> 'contract_term' when 'indefinite' then '期間の定めなし' else '期間の定めあり' end
       || coalesce('（' || (v.conditions ->> 'contract_details') || '）', '')`,
  ],
  [
    'wage',
    '賃金',
    `coalesce(v.conditions ->> 'wage', (v.conditions ->> 'url') || '（' || (v.conditions ->> 'as_of') || '現在）')`,
  ],
  ['introduced_on', '紹介年月日', toTokyoDate('a.at')],
  ['candidate_name', '求職者の氏名', personName],
  ['outcome', '採否', outcome],
  ['joined_on', '採用年月日', `to_char(i.joined_on, 'YYYY-MM-DD')`],
  ['contract_term', '雇用契約', contractTerm],
  ['protected_until', '転職勧奨の禁止期間（まで）', protectedUntil],
  ['left_within_six_months', '6か月以内の離職状況', leftWithinSixMonths],
  ['position_id', '求人ID', 'o.id::text'],
  ['introduction_id', '紹介ID', 'i.id::text'],
];

/**
 * The operator's 求人管理簿 (職業安定法 Art. 32-15, 施行規則 Art. 24-7): one line per introduction to a position,
 * and one for a position without any. A position is received when its working conditions are known for the first time;
 * listed are those received in the period, and those with an introduction in it.
 */
export const jobLedger: LedgerSource = {
  columns,
  from: `from position o
     join company r on r.id = o.company_id
     join lateral (
       select min(first.created_at) as received_at,
         (select latest.conditions from position_conditions latest
          where latest.position_id = o.id and latest.conditions is not null order by version desc limit 1) as conditions
       from position_conditions first where first.position_id = o.id and first.conditions is not null
     ) v on v.received_at is not null
     left join (introduction i
       join introduction_fact a on a.introduction_id = i.id and a.kind = 'candidate.asked'
       join candidate c on c.id = i.candidate_id
       left join provision_record p on p.introduction_id = i.id and p.side = 'provider') on i.position_id = o.id
         and ${isInPeriod('a.at')}
     where (a.at is not null or (${isInPeriod('v.received_at')})) and ${isNoSandbox('o.company_id')}
     order by v.received_at, o.id, a.at, i.id`,
  periods: 2,
};
