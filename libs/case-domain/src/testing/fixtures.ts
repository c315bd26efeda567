import { companySettings } from '@goen/contracts/internal';
import type {
  CaseMailKind,
  CompanySettings,
  ConsentKind,
  FactData,
  FactKind,
  MailKind,
  SkipReason,
} from '@goen/contracts/workflow';
import { toTokyoDate } from '../calendar.ts';
import type { CaseInput } from '../case-input.ts';
import { nextStep } from '../next-step.ts';
import type { Step } from '../steps.ts';

/** `tokyo('2026-11-04 10:20')` is the start of that minute in Tokyo, in milliseconds. */
export const tokyo = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+09:00`);
export const formatTokyo = (ms: number): string => {
  const minutes = Math.floor((ms - tokyo(`${toTokyoDate(ms)} 00:00`)) / 60_000);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${toTokyoDate(ms)} ${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
};
const toIso = (text: string): string => new Date(tokyo(text)).toISOString();

/** A fact without its place in a case. */
export type FactDraft = { [K in FactKind]: { kind: K; data: FactData<K>; at: string } }[FactKind];
export const fact = <K extends FactKind>(kind: K, data: FactData<K>, at = '2026-11-04 10:00'): FactDraft =>
  ({ kind, data, at: toIso(at) }) as FactDraft;

export const defaults: CompanySettings = companySettings.parse({
  sender: {
    name: '株式会社例',
    fromAddress: 'saiyo@example.com',
    postalAddress: '東京都千代田区1-1',
    contact: 'https://example.com/contact',
  },
  // A result leaves as soon as its undo window is over, and needs no note: tests of these rules set them.
  resultDelayDays: 0,
  resultLeastDays: 0,
  personalNoteFrom: null,
});

/** A company that tells its applicants since the start of 2026. */
export const keptByNotice = {
  basis: 'notice' as const,
  notices: [{ version: '1', text: '不採用となった方の情報を12か月保管します。', link: null, since: '2026-01-01' }],
  unconfirmed: false,
  statedAt: null,
};

type RejectionDraft = Partial<Omit<FactData<'rejection.reported'>, 'acceptedAt' | 'appliedAt'>> & {
  acceptedAt?: string;
  appliedAt?: string;
};
export const rejected = (id: string, at: string, more: RejectionDraft = {}): FactDraft =>
  fact(
    'rejection.reported',
    {
      rejectionId: id,
      sourceKey: 'herp',
      remoteId: `application-${id}`,
      rejectedAt: toIso(at),
      stage: 'interview',
      silent: null,
      ...more,
      appliedAt: more.appliedAt === undefined ? undefined : toIso(more.appliedAt),
      acceptedAt: toIso(more.acceptedAt ?? at),
    },
    at,
  );
export const unrejected = (id: string, at: string): FactDraft =>
  fact('application.unrejected', { sourceKey: 'herp', remoteId: `application-${id}`, at: toIso(at) });
export const sent = (mail: MailKind, ids: string[], date: string, n = 1): FactDraft =>
  fact('mail.sent', { n, mail, rejectionIds: ids, messageId: `m${n}`, date });
export const skipped = (mail: MailKind, ids: string[], reason: SkipReason, date: string, n = 1): FactDraft =>
  fact('mail.skipped', { n, mail, rejectionIds: ids, reason, date });

type DecisionData = Partial<FactData<'mail.approved'>>;
/** The data of an approval, a hold or a release. */
const buildDecision = (mail: CaseMailKind, ids: string[], at: string) => ({
  mail,
  rejectionIds: ids,
  by: '採用 太郎',
  at: toIso(at),
});
export const approved = (mail: CaseMailKind, ids: string[], at: string, more: DecisionData = {}): FactDraft =>
  fact('mail.approved', { ...buildDecision(mail, ids, at), editId: null, ...more }, at);
export const edited = (mail: CaseMailKind, ids: string[], at: string, more: DecisionData = {}): FactDraft =>
  fact('mail.edited', { ...buildDecision(mail, ids, at), editId: null, ...more }, at);
export const lapsed = (mail: CaseMailKind, ids: string[]): FactDraft =>
  fact('mail.approval_lapsed', { mail, rejectionIds: ids });
export const held = (mail: CaseMailKind, ids: string[], at: string): FactDraft =>
  fact('mail.held', buildDecision(mail, ids, at), at);
export const released = (mail: CaseMailKind, ids: string[], at: string): FactDraft =>
  fact('mail.released', buildDecision(mail, ids, at), at);
const evidence = { method: 'page', textVersion: '1', textHash: 'hash', locale: 'ja' } as const;
type ConsentAnswer = 'granted' | 'declined' | 'withdrawn';
export const consent = (answer: ConsentAnswer, kind: ConsentKind, at = '2026-11-05 12:00'): FactDraft =>
  fact(`consent.${answer}`, { consent: kind, evidence }, at);
export const unsubscribed: FactDraft = fact('mail.unsubscribed', { via: 'page' });
export const suppressed: FactDraft = fact('suppression.recorded', {});
export const bounced: FactDraft = fact('mail.bounced', { messageId: null });
export const complained: FactDraft = fact('mail.complained', { messageId: null });
export const hired: FactDraft = fact('candidate.hired', { at: toIso('2026-11-05 12:00'), offerOnly: true });
export const offerEnded: FactDraft = fact('candidate.offer_ended', { at: toIso('2026-11-05 13:00') });
export const reapplied: FactDraft = fact('candidate.reapplied', { at: toIso('2026-11-05 12:00') });
export const registrationId = '018f7d4e-3c2a-7c1e-9b1a-2f6f5f1d9c3b';
export const registered = (at: string, applicationId: string | null = null): FactDraft =>
  fact('registration.received', { registrationId, applicationId }, at);
export const registrationEnded = (reason: 'refused' | 'withdrawn' | 'expired'): FactDraft =>
  fact('registration.ended', { registrationId, reason });
export const closed = (reason: string): FactDraft => fact('case.closed', { reason });

export type Circumstances = {
  settings?: Partial<CompanySettings>;
  licence?: CaseInput['licence'];
  remindedOn?: string;
  addressState?: CaseInput['addressState'];
  openings?: CaseInput['openings'];
  isCurrent?: boolean;
  joinedOn?: string;
  areMailsPaused?: boolean;
  /** Times in Tokyo. */
  pastSuspensions?: readonly (readonly [from: string, to: string])[];
};
export const validLicence = { expiresOn: '2030-03-31' };

/** A case with these facts, numbered in order. */
export const buildCase = (
  drafts: readonly FactDraft[],
  {
    settings,
    licence = null,
    remindedOn,
    addressState = null,
    openings = [],
    isCurrent = true,
    joinedOn,
    areMailsPaused = false,
    pastSuspensions = [],
  }: Circumstances = {},
): CaseInput => ({
  caseId: 'case-1',
  facts: drafts.map((draft, index) => ({ seq: index + 1, caseId: 'case-1', ...draft })),
  settings: { ...defaults, ...settings },
  licence,
  areMailsPaused,
  pastSuspensions: pastSuspensions.map(([from, to]) => ({ from: toIso(from), to: toIso(to) })),
  remindedOn: remindedOn ?? null,
  addressState,
  openings,
  isCurrent,
  joinedOn: joinedOn ?? null,
});

/** The next step of a case with these facts at a time in Tokyo. */
export const findStepAt = (at: string, drafts: readonly FactDraft[], circumstances: Circumstances = {}): Step =>
  nextStep(buildCase(drafts, circumstances), tokyo(at));

/** A step as short text: `rejection r1,r2`, `wait second_follow_up 2027-11-04`, `close hired`. */
export const formatStep = (step: Step): string => {
  if (step.kind === 'wait') return `wait ${step.next} ${toTokyoDate(step.untilMs)}`;
  if (step.kind === 'mail') return `${step.mail} ${step.rejectionIds.join(',')}`;
  if (step.kind === 'close') return `close ${step.reason}`;
  return 'n' in step ? `${step.kind} ${step.n}` : step.kind;
};
