import type { CountedMeasure } from '@goen/contracts/public';
import { resultMailKinds } from '@goen/contracts/workflow';
import { measures as reportMeasures } from '../measures.ts';

/** The instant of the application that a fact tells of; null for others. */
const appliedAt = `(case f.kind when 'candidate.reapplied' then f.data ->> 'at' when 'rejection.reported' then f.data ->> 'appliedAt' end)::timestamptz`;

/** Each row of a source is a fact `s`. `candidate_id` is the one of the case, so that merged candidates are one person. */
const factsBySource = {
  cases: `select f.seq, f.company_id, f.kind, f.at, f.data, c.candidate_id, f.case_id, null::uuid as introduction_id,
      null::uuid as re_invitation_id, ${appliedAt} as applied_at
    from fact f join follow_up_case c on c.id = f.case_id`,
  introductions: `select f.seq, f.company_id, f.kind, f.at, f.data, null::uuid as candidate_id, null::uuid as case_id,
      f.introduction_id, null::uuid as re_invitation_id, null::timestamptz as applied_at
    from introduction_fact f`,
  re_invitations: `select f.seq, f.company_id, f.kind, f.at, f.data, null::uuid as candidate_id, null::uuid as case_id,
      null::uuid as introduction_id, f.re_invitation_id, null::timestamptz as applied_at
    from re_invitation_fact f`,
} as const;
export type ResultSource = keyof typeof factsBySource;

/** The facts of one day, whose rows `listed` has as `day`. Parameters: company, kinds. */
export const factsOfDay = (source: ResultSource): string => `${factsBySource[source]}
  where f.company_id = ? and f.kind = any(?::text[])
    and f.at >= listed.day::timestamp at time zone 'Asia/Tokyo'
    and f.at < (listed.day + 1)::timestamp at time zone 'Asia/Tokyo' offset 0`;

type Measure = {
  readonly source: ResultSource;
  readonly kinds: readonly string[];
  /** A condition on the row `s`; null: every fact of the kinds. */
  readonly when: string | null;
  readonly month: 'of_fact' | 'of_application';
  readonly detail: string | null;
};

const ofFact = (source: ResultSource, kind: string, when: string | null, detail: string | null = null): Measure => ({
  source,
  kinds: [kind],
  when,
  month: 'of_fact',
  detail,
});
const asReported = (name: keyof typeof reportMeasures): Measure => {
  const { source, kind, when = null } = reportMeasures[name];
  return ofFact(source, kind, when);
};

/** A merge copies facts of rejections to the case that they move to: they count there only. */
const atItsCase = (fact: string) => `exists (select from rejection here
  where here.id = (${fact}.data ->> 'rejectionId')::uuid and here.case_id = ${fact}.case_id)`;
const day = (instant: string) => `((${instant}) at time zone 'Asia/Tokyo')::date`;
const ofPerson = 'from follow_up_case ec join fact e on e.case_id = ec.id where ec.candidate_id = s.candidate_id';
const toldOfApplication = `e.kind in ('candidate.reapplied', 'rejection.reported')
  and (e.kind = 'candidate.reapplied' or ${atItsCase('e')})
  and ${day(`(case e.kind when 'candidate.reapplied' then e.data ->> 'at' else e.data ->> 'appliedAt' end)::timestamptz`)} = ${day('s.applied_at')}`;

/**
 * An application after a rejection, told by an event or by its own rejection. Applications of a person on one date count
 * once, by the fact that came first.
 */
const isReapplication = `s.applied_at is not null and case s.kind when 'candidate.reapplied' then true else
    ${atItsCase('s')} and exists (select ${ofPerson} and e.kind = 'rejection.reported' and e.seq < s.seq
      and e.data ->> 'rejectionId' <> s.data ->> 'rejectionId'
      and (e.data ->> 'rejectedAt')::timestamptz < s.applied_at) end
  and not exists (select ${ofPerson} and e.seq < s.seq and ${toldOfApplication})`;

const lastMailBefore = `coalesce((select mail from (
    select e.data ->> 'mail' as mail, e.at ${ofPerson} and e.kind = 'mail.sent' and e.seq < s.seq and e.at <= s.applied_at
    union all
    select e.data ->> 'mail', e.at from re_invitation i join re_invitation_fact e on e.re_invitation_id = i.id
    where i.candidate_id = s.candidate_id and e.kind = 'mail.sent' and e.at <= s.applied_at
  ) before order by at desc limit 1), 'none')`;

/** An application that is rejected twice counts once. */
const isFirstOfApplication = `s.applied_at is not null and exists (select from rejection r
  where r.id = (s.data ->> 'rejectionId')::uuid and r.case_id = s.case_id and not exists (
    select from rejection earlier where earlier.company_id = r.company_id and earlier.source_key = r.source_key
      and earlier.remote_id = r.remote_id and (earlier.accepted_at, earlier.id) < (r.accepted_at, r.id)))`;

/** The kind of the connection; `api` without one. */
const source = `case when s.data ->> 'sourceKey' like 'connection:%' then coalesce((select k.kind from connection k
  where k.id = substr(s.data ->> 'sourceKey', length('connection:') + 1)::uuid), 'other') else 'api' end`;

const isResult = `s.data ->> 'mail' in (${resultMailKinds.map((kind) => `'${kind}'`).join(', ')})`;
const mail = `s.data ->> 'mail'`;

export const resultMeasures: Readonly<Record<CountedMeasure, Measure>> = {
  rejected: asReported('rejections'),
  mailed: ofFact('cases', 'mail.sent', isResult),
  consented: asReported('relay_consents'),
  referred: asReported('referrals'),
  introduced: asReported('introductions_accepted'),
  hired: asReported('introduction_hires'),
  hired_after_reapplying: asReported('hires_after_reapplying'),
  mails: ofFact('cases', 'mail.sent', null, mail),
  re_invitation_mails: ofFact('re_invitations', 'mail.sent', null, mail),
  reapplications: {
    source: 'cases',
    kinds: ['candidate.reapplied', 'rejection.reported'],
    when: isReapplication,
    month: 'of_application',
    detail: lastMailBefore,
  },
  applications: {
    source: 'cases',
    kinds: ['rejection.reported'],
    when: isFirstOfApplication,
    month: 'of_application',
    detail: source,
  },
};

const firstOfMonth = (instant: string) => `date_trunc('month', (${instant}) at time zone 'Asia/Tokyo')::date`;

/** SQL for a fact `s`: whether the measure counts it, for which month, and its detail. */
export function toColumns(measure: CountedMeasure): { counts: string; month: string; detail: string } {
  const { kinds, when, month, detail } = resultMeasures[measure];
  const isKind = `s.kind in (${kinds.map((kind) => `'${kind}'`).join(', ')})`;
  return {
    // `case` keeps the planner from looking up anything for other kinds.
    counts: `case when ${isKind} then ${when ?? 'true'} else false end`,
    month: firstOfMonth(month === 'of_fact' ? 's.at' : 's.applied_at'),
    detail: detail === null ? `''` : `case when ${isKind} then ${detail} end`,
  };
}
