import type { ReportGrouping, ReportMeasure } from '@goen/contracts/public';

/**
 * Facts of cases, each in the group of its case: stage and job are those of the latest rejection. `candidate_id` is the
 * one of the case, so that a person who was stored as two candidates and merged counts once. Every fact has its case: a
 * left join lets the planner leave the case out where nothing of it is asked for.
 */
const caseFacts = `
  select f.seq, f.kind, f.at, f.data, c.candidate_id, f.case_id, null::uuid as introduction_id, c.stage as stage,
    coalesce((select r.job_name from rejection r where r.case_id = f.case_id
      order by r.rejected_at desc, r.id limit 1), '') as job
  from fact f left join follow_up_case c on c.id = f.case_id`;

/** Facts of introductions to the company. */
const introductionFacts = `
  select f.seq, f.kind, f.at, f.data, i.candidate_id, null::uuid as case_id, f.introduction_id,
    i.profile ->> 'last_stage' as stage, i.about ->> 'position' as job
  from introduction_fact f join introduction i on i.id = f.introduction_id`;

export const sources = ['cases', 'introductions'] as const;
type Source = (typeof sources)[number];
const factsBySource: Record<Source, string> = { cases: caseFacts, introductions: introductionFacts };

/** The facts of a source in a period. Parameters: company, kinds, from, to. */
export const factsInPeriod = (source: Source): string => `${factsBySource[source]}
  where f.company_id = ? and f.kind = any(?::text[])
    and f.at >= (?::date)::timestamp at time zone 'Asia/Tokyo' and f.at < (?::date)::timestamp at time zone 'Asia/Tokyo'`;

/**
 * The same, day by day, with the day of each. `offset 0` keeps the planner from reading all facts before it looks at the
 * days. Parameters: days, company, kinds.
 */
export const factsOfDays = (source: Source): string => `select listed.day, s.*
  from unnest(?::date[]) as listed (day) cross join lateral (${factsBySource[source]}
    where f.company_id = ? and f.kind = any(?::text[])
      and f.at >= listed.day::timestamp at time zone 'Asia/Tokyo'
      and f.at < (listed.day + 1)::timestamp at time zone 'Asia/Tokyo' offset 0) s`;

type Measure = { readonly source: Source; readonly kind: string; readonly when?: string };

/** The facts that each number counts. `when` is a condition on the row `s` of the source. */
export const measures: Record<ReportMeasure, Measure> = {
  // A merge moves open rejections to the other case: they count there only.
  rejections: {
    source: 'cases',
    kind: 'rejection.reported',
    when: `exists (select from rejection r where r.id = (s.data ->> 'rejectionId')::uuid and r.case_id = s.case_id)`,
  },
  mails_sent: { source: 'cases', kind: 'mail.sent' },
  mails_bounced: { source: 'cases', kind: 'mail.bounced' },
  relay_invitations: {
    source: 'cases',
    kind: 'mail.sent',
    when: `s.data ->> 'mail' in ('rejection_relay', 'relay_invitation')`,
  },
  relay_consents: { source: 'cases', kind: 'consent.granted', when: `s.data ->> 'consent' = 'relay'` },
  relay_withdrawals: { source: 'cases', kind: 'consent.withdrawn', when: `s.data ->> 'consent' = 'relay'` },
  referrals: { source: 'cases', kind: 'referral.made' },
  referral_reversals: { source: 'cases', kind: 'referral.reversed' },
  reapplications: { source: 'cases', kind: 'candidate.reapplied' },
  hires_after_reapplying: {
    source: 'cases',
    kind: 'candidate.hired',
    when: `not coalesce((s.data ->> 'offerOnly')::boolean, false) and exists (
      select from follow_up_case rc join fact r on r.case_id = rc.id
      where rc.candidate_id = s.candidate_id and r.kind = 'candidate.reapplied' and r.seq < s.seq)`,
  },
  introductions_asked: { source: 'introductions', kind: 'candidate.asked' },
  introductions_accepted: { source: 'introductions', kind: 'profile.provided' },
  introduction_hires: { source: 'introductions', kind: 'company.reported', when: `s.data ->> 'report' = 'hired'` },
};

/** Months are in Asia/Tokyo. */
export const groupExpressions: Record<ReportGrouping, string> = {
  total: `'total'`,
  month: `to_char(s.at at time zone 'Asia/Tokyo', 'YYYY-MM')`,
  stage: 's.stage',
  job: 's.job',
};

export const buildCondition = (measure: ReportMeasure): string => {
  const { kind, when } = measures[measure];
  return `s.kind = '${kind}'${when ? ` and (${when})` : ''}`;
};

/** The kinds of facts to read from a source; the index on kinds makes this cheap. */
export const listKinds = (source: Source): string[] => [
  ...new Set(
    Object.values(measures)
      .filter((measure) => measure.source === source)
      .map(({ kind }) => kind),
  ),
];
