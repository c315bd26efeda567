import type { ReasonClass } from './re-invitation.ts';
import type { StageKind } from './stage.ts';

export const locales = ['ja', 'en'] as const;
export type Locale = (typeof locales)[number];

/** Which service carries a company's mails. */
/** `sandbox`: a company for testing an integration; its mails never reach anybody. */
export const mailProviders = ['resend', 'sendgrid', 'hubspot', 'smtp', 'sandbox'] as const;
export type MailProviderName = (typeof mailProviders)[number];

/** `required`: a member approves each mail; until then it moves to the next sending window. */
export const approvalModes = ['automatic', 'required'] as const;
export type ApprovalMode = (typeof approvalModes)[number];

/** 特定電子メール法 Art. 3(1): a consent (opt-in, no. 1), or an address that the person gave to the sender (no. 2). */
export const basisKinds = ['address_notified', 'opt_in'] as const;
export type BasisKind = (typeof basisKinds)[number];

/** Who sends the result mail: Goen, or the company's own ATS. */
export const resultMailSenders = ['goen', 'ats'] as const;
export type ResultMailSender = (typeof resultMailSenders)[number];

/**
 * A relay invitation of its own, where the ATS sends the result (特定電子メール法 Art. 3). `opt_in`: to those who
 * consented to mails. `recorded`: on a basis that a named member recorded with its date.
 */
export type SeparateInvitation = {
  afterDays: number;
  basis: { kind: 'opt_in' } | { kind: 'recorded'; by: string; on: string; reason: string };
};

/** The sender named in the footer of each mail. A regulated mail needs all of it (特定電子メール法 Art. 4). */
export type SenderIdentity = {
  name: string;
  /** Who signs, beside the company's name. */
  signature?: string | undefined;
  /** Both for mails and pages in English. */
  englishName?: string | undefined;
  englishSignature?: string | undefined;
  /** The department that recruits, named before the signature. */
  department?: string | undefined;
  englishDepartment?: string | undefined;
  /** The same address for mails and pages in English. */
  englishPostalAddress?: string | undefined;
  fromAddress: string;
  replyTo?: string | undefined;
  postalAddress: string;
  contact: string;
};

/** When mails may leave (Asia/Tokyo), as `HH:MM`. Half-open: nothing is sent at `closesAt` or later. */
export type SendingHours = {
  opensAt: string;
  closesAt: string;
  shortClosesAt: string;
  weekdays: number[];
  onHolidays: boolean;
  closures: string[];
};

/** The stages that have an order: a later one reaches further. */
export const noteStages = ['documents', 'interview', 'final'] as const satisfies readonly StageKind[];
export type NoteStage = (typeof noteStages)[number];

/** What applicants are told about the keeping of their details (個人情報保護法 Art. 17, 21), and since when. */
export type KeepingNotice = { version: string; text: string; link: string | null; since: string };

export const keepingKinds = ['notice', 'consent'] as const;
export type KeepingKind = (typeof keepingKinds)[number];

/**
 * On what basis former candidates are kept. `basis` null: there is none, so a candidate gets the result and nothing else.
 * `unconfirmed`: of a company from before bases were stated; nobody is erased until it states one.
 */
export type KeepingBasis = {
  basis: KeepingKind | null;
  /** In force one after the other, the oldest first. */
  notices: KeepingNotice[];
  unconfirmed: boolean;
  /** When the company last changed this: nobody is erased for it in the 30 days that follow. */
  statedAt: string | null;
};

/** A result waits no more business days than this, whatever is set. */
export const maxResultDays = 5;

/** From how many months after a rejection a person may apply again; 0: at any time. */
export type ReapplicationRule = { months: number; categories: { category: string; months: number }[] };

export type SavingsFigures = {
  costPerHireYen: number;
  minutesPerMail: number;
  hourlyCostYen: number;
  /** Null: the company has not said. */
  platformYenPerMonth: number | null;
};
/** A reason as the company's ATS words it, and the class that it counts as: for filters, in no mail. */
export type ReasonOfClass = { reason: string; class: ReasonClass };

/** Whether candidates may ask for feedback from the interview on, and how members answer. */
export type FeedbackSettings = {
  enabled: boolean;
  /** Sentences that need no approval of their own. */
  phrases: string[];
  dueBusinessDays: number;
};

/** The settings of a company, defaults filled in. */
export type CompanySettings = {
  locale: Locale;
  sender: SenderIdentity;
  hours: SendingHours;
  undoWindowMinutes: number;
  /** How many sending days after its report a result leaves; 0: as soon as the undo window is over. */
  resultDelayDays: number;
  /** How many business days after the application a result after screening of documents leaves at the earliest. */
  resultLeastDays: number;
  maxReportAgeDays: number;
  firstFollowUpMonths: number;
  secondFollowUpMonths: number;
  reminderAfterDays: number;
  takesPartInRelay: boolean;
  invitesWithRejection: boolean;
  mailProvider: MailProviderName;
  approval: ApprovalMode;
  /** Who last wrote anything of a mail cannot approve it. Only where each mail is approved. */
  fourEyes: boolean;
  representative: string;
  figures?: SavingsFigures | null | undefined;
  recruiterEmail?: string | null | undefined;
  basis: BasisKind;
  /** Sources (応募経路) and mail domains of agencies, beside the usual names of sources. */
  agencySources: string[];
  agencyDomains: string[];
  /** Where a connection does not say otherwise. */
  resultMail: ResultMailSender;
  separateInvitation?: SeparateInvitation | null | undefined;
  /** How many registrations members may confirm by hand per calendar month. */
  handConfirmationsPerMonth: number;
  keeping: KeepingBasis;
  /** Null: the company says nothing about it. */
  reapplication: ReapplicationRule | null;
  /** From which stage on a result needs a personal note; null: never. */
  personalNoteFrom: NoteStage | null;
  /** After how many business days an application that has not moved counts as waiting too long. */
  waitingAfterBusinessDays: number;
  /** Nobody is introduced between the company and these, in either direction: names as they are registered. */
  excludedCompanies: string[];
  reasonClasses: ReasonOfClass[];
  /** How long the link to a candidate's page works after the last mail to them. */
  pageLinkMonths: number;
  feedback: FeedbackSettings;
  /** Whether candidates are asked if they would recommend applying. */
  experience: { enabled: boolean };
};
