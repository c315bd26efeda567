import type { ConsentEvidence } from './consent.ts';
import type { IntroductionMailKind } from './mail.ts';

/** What a company reports about a person introduced to it. `hired` and `declined` end the introduction. */
export const introductionReports = ['contacted', 'interviewing', 'hired', 'declined'] as const;
export type IntroductionReport = (typeof introductionReports)[number];

/** Why an introduction ended. */
export const introductionEnds = [
  'no_credit',
  'not_reachable',
  'candidate_declined',
  'no_answer',
  'withdrawn',
  'position_closed',
  'hired',
  'company_declined',
  'no_report',
] as const;
export type IntroductionEnd = (typeof introductionEnds)[number];

/**
 * `matched`: the credit is being held. `asked`: the candidate was asked about this company. `accepted`: the profile was
 * handed over. `closed`: see `ended`.
 */
export const introductionStates = ['matched', 'asked', 'accepted', 'closed'] as const;
export type IntroductionState = (typeof introductionStates)[number];

/** What a company says six months after a hire. `dismissed`: it ended the employment itself (解雇). */
export type EmploymentReport = { stillEmployed: boolean | null; leftOn: string | null; dismissed: boolean };

type NoData = Record<string, never>;

/** What each kind of fact about an introduction carries. */
export type IntroductionFactDataByKind = {
  'credit.held': NoData;
  'credit.refused': NoData;
  /** Decisions of the referring company's members. `digest` and `editId` as in the facts of a case. */
  'mail.approved': { mail: IntroductionMailKind; by: string; editId: string | null; digest: string | null };
  'mail.edited': { mail: IntroductionMailKind; by: string; editId: string | null };
  'mail.approval_lapsed': { mail: IntroductionMailKind };
  'mail.held': { mail: IntroductionMailKind; by: string };
  'mail.released': { mail: IntroductionMailKind; by: string };
  'mail.cancelled': { mail: IntroductionMailKind; by: string };
  /** The referring company's recruiters were reminded of the waiting mail. */
  'approval.reminded': { date: string };
  'candidate.asked': { messageId: string };
  'candidate.not_asked': { n: number; reason: string; date: string };
  /** Null where the person may not be mailed: then they are not reminded. */
  'candidate.reminded': { messageId: string | null };
  /** Another regulated mail was sent that day: they are reminded the next day. */
  'candidate.not_reminded': { n: number; date: string };
  'candidate.accepted': { evidence: ConsentEvidence };
  'candidate.declined': { evidence: ConsentEvidence };
  /** The relay consent ended, or the person was erased. */
  'candidate.withdrew': NoData;
  'candidate.stopped_use': NoData;
  'profile.provided': { recordIds: string[] };
  /** It ends before the profile is handed over. Recorded before the credit is released, so that nothing undoes it. */
  'introduction.ending': { ended: IntroductionEnd };
  'credit.captured': NoData;
  'credit.released': NoData;
  'company.told': { messageId: string | null };
  'company.reminded': { afterDays: number; messageId: string | null };
  /** `joinedOn` (`YYYY-MM-DD`), with `hired`: when the person joined or will join. */
  'company.reported': { report: IntroductionReport; by: string; joinedOn?: string };
  /** The company gave another date of joining. */
  'hire.corrected': { joinedOn: string; by: string };
  /** The company was asked once, six months after the person joined, whether they are still employed. */
  'employment.asked': { messageId: string | null };
  /** `stillEmployed` null: the company cannot say. */
  'employment.reported': EmploymentReport & { by: string };
  'introduction.closed': { ended: IntroductionEnd };
};

export const introductionFactKinds = [
  'credit.held',
  'credit.refused',
  'mail.approved',
  'mail.edited',
  'mail.approval_lapsed',
  'mail.held',
  'mail.released',
  'mail.cancelled',
  'approval.reminded',
  'candidate.asked',
  'candidate.not_asked',
  'candidate.reminded',
  'candidate.not_reminded',
  'candidate.accepted',
  'candidate.declined',
  'candidate.withdrew',
  'candidate.stopped_use',
  'profile.provided',
  'introduction.ending',
  'credit.captured',
  'credit.released',
  'company.told',
  'company.reminded',
  'company.reported',
  'hire.corrected',
  'employment.asked',
  'employment.reported',
  'introduction.closed',
] as const;
export type IntroductionFactKind = (typeof introductionFactKinds)[number];
export type IntroductionFactData<K extends IntroductionFactKind> = IntroductionFactDataByKind[K];

/** An append-only row about an introduction; `seq` orders, `at` is the introduction's clock. */
export type IntroductionFact = {
  [K in IntroductionFactKind]: { seq: number; kind: K; at: string; data: IntroductionFactData<K> };
}[IntroductionFactKind];
