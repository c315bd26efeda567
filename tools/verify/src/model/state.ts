import type { Hours, ResultDelay } from './calendar.ts';

export type ConsentState = 'unknown' | 'granted' | 'declined' | 'withdrawn';
export type MailKind =
  | 'rejection'
  | 'rejection_relay'
  | 'relay_reminder'
  | 'first_follow_up'
  | 'second_follow_up'
  | 'keeping_notice'
  | 'erasure_notice';

export type Application = {
  readonly remoteId: string;
  readonly rejectedMs: number;
  readonly acceptedMs: number;
  readonly appliedOn: string | null;
  readonly jobName: string;
  /** In the order of the reports. */
  readonly n: number;
  cancelled: boolean;
  /** The result was mailed, or a member cancelled its mail. */
  answered: boolean;
};

export type SentMail = { readonly kind: MailKind; readonly date: string; readonly about: readonly Application[] };

/** One follow-up of one candidate. */
export type CaseModel = {
  readonly id: string;
  readonly person: PersonModel;
  readonly applications: Application[];
  readonly sent: SentMail[];
  /** Null: open. `any`: closed for a reason that the rules do not name. */
  closed: string | null;
  /** How far the clock of the case is ahead. */
  aheadMs: number;
  /** Kind and applications of the mails that a member approved. */
  readonly approved: { readonly kind: MailKind; readonly about: readonly Application[] }[];
  held: readonly Application[];
  readonly isRegistration: boolean;
};

/** A candidate of one company, whatever the case. */
export type PersonModel = {
  readonly remoteId: string;
  readonly familyName: string;
  readonly address: string;
  readonly regulatedDays: Set<string>;
  followUp: ConsentState;
  relay: ConsentState;
  relayGrantedMs: number;
  unsubscribed: boolean;
  /** A consent after an unsubscription lifts it for the follow-ups alone. */
  followUpsLifted: boolean;
  hired: boolean;
  reapplied: boolean;
  erased: boolean;
  /** A permanent bounce or a complaint. */
  unreachable: boolean;
  /** One per company and person. */
  hasPoint: boolean;
  registrationMails: number;
};

export type CompanySettings = ResultDelay & {
  readonly hours: Hours;
  readonly approval: boolean;
  readonly relay: boolean;
  readonly invites: boolean;
};

export type CompanyModel = {
  readonly slug: string;
  /** False: its own ATS tells candidates the result. */
  readonly sendsResults: boolean;
  settings: CompanySettings;
  paused: boolean;
  readonly cases: CaseModel[];
  readonly persons: PersonModel[];
  nextApplication: number;
};

export const findOpenCase = ({ cases }: CompanyModel, person: PersonModel): CaseModel | undefined =>
  cases.find((one) => one.person === person && one.closed === null);

/** The open case of a person, else their latest. */
export const findCurrentCase = (company: CompanyModel, person: PersonModel): CaseModel | undefined =>
  findOpenCase(company, person) ?? company.cases.findLast((one) => one.person === person);

export const createPerson = (address: string, n: number): PersonModel => ({
  remoteId: `P-${n}`,
  familyName: ['佐藤', '鈴木', '高橋', '田中', '伊藤', '渡辺'][n % 6] ?? '山本',
  address,
  regulatedDays: new Set(),
  followUp: 'unknown',
  relay: 'unknown',
  relayGrantedMs: 0,
  unsubscribed: false,
  followUpsLifted: false,
  hired: false,
  reapplied: false,
  erased: false,
  unreachable: false,
  hasPoint: false,
  registrationMails: 0,
});
