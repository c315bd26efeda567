import { z } from 'zod';
import { parseInput } from '../admin-error.ts';

export type PeriodInput = { readonly from: string; readonly to: string };

/** Both dates in Tokyo; `to` is not part of the period. Throws an AdminError for anything else. */
export const parsePeriod = (input: PeriodInput): PeriodInput =>
  parseInput(z.object({ from: z.iso.date(), to: z.iso.date() }), input);

/** SQL: an instant as a date in Tokyo. */
export const toTokyoDate = (instant: string): string => `to_char((${instant}) at time zone 'Asia/Tokyo', 'YYYY-MM-DD')`;

/** SQL: whether an instant is in a period of two parameters. */
export const isInPeriod = (instant: string): string =>
  `${instant} >= (?::date)::timestamp at time zone 'Asia/Tokyo' and ${instant} < (?::date)::timestamp at time zone 'Asia/Tokyo'`;

/** SQL for introductions `i` of candidates `c` with provision records `p`: the person's name, also after an erasure. */
export const personName = `coalesce(p.person, nullif(c.full_name, ''),
  nullif(concat_ws(' ', c.family_name, c.given_name), ''))`;

export const outcome = `case i.report when 'hired' then '採用' when 'declined' then '不採用' end`;
export const contractTerm = `case i.contract_term when 'indefinite' then '無期' when 'fixed' then '有期' end`;

/** SQL: when a person who joined for an indefinite term may be told of openings again (転職勧奨の禁止期間). */
export const protectedUntil = `case when i.joined_on is not null
  then to_char(i.joined_on + interval '2 years' - interval '1 day', 'YYYY-MM-DD') end`;

/** SQL: 離職状況 within six months of joining. */
export const leftWithinSixMonths = `case
  when i.joined_on is null then null
  when i.employment ->> 'stillEmployed' = 'false' and (i.employment ->> 'leftOn') is null then '離職（日付不明）'
  when i.employment ->> 'stillEmployed' = 'false' and (i.employment ->> 'leftOn')::date < i.joined_on + interval '6 months'
    then '離職 ' || (i.employment ->> 'leftOn') || case when (i.employment ->> 'dismissed')::boolean then '（解雇）' else '' end
  when i.employment ->> 'stillEmployed' in ('true', 'false') then '6か月以内の離職なし'
  when i.employment is not null then '判明せず' end`;
