import { companySettings } from '@goen/contracts/internal';
import {
  type CaseMailKind,
  type CompanySettings,
  type ConsentKind,
  type FactData,
  type FactKind,
  type MailKind,
  type SkipReason,
} from '@goen/contracts/workflow';
import { tokyoDate } from '../calendar.ts';
import type { CaseFile, Step } from '../case-file.ts';
import { nextStep } from '../next-step.ts';

/** Test data: a case as a list of what happened. `tokyo('2026-11-04 10:20')` is that minute in Tokyo. */
export const tokyo = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+09:00`);
export const tokyoText = (ms: number): string => {
  const minutes = Math.floor((ms - tokyo(`${tokyoDate(ms)} 00:00`)) / 60_000);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${tokyoDate(ms)} ${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
};
const iso = (text: string): string => new Date(tokyo(text)).toISOString();

export type Draft = { [K in FactKind]: { kind: K; data: FactData<K>; at: string } }[FactKind];
export const fact = <K extends FactKind>(kind: K, data: FactData<K>, at = '2026-11-04 10:00'): Draft =>
  ({ kind, data, at: iso(at) }) as Draft;

export const defaults: CompanySettings = companySettings.parse({
  sender: {
    name: '株式会社例',
    fromAddress: 'saiyo@example.com',
    postalAddress: '東京都千代田区1-1',
    contact: 'https://example.com/contact',
  },
});

type RejectionDraft = Partial<Omit<FactData<'rejection.reported'>, 'acceptedAt'>> & { acceptedAt?: string };
export const rejected = (id: string, at: string, more: RejectionDraft = {}): Draft =>
  fact(
    'rejection.reported',
    {
      rejectionId: id,
      sourceKey: 'herp',
      remoteId: `application-${id}`,
      rejectedAt: iso(at),
      stage: 'interview',
      silent: null,
      ...more,
      acceptedAt: iso(more.acceptedAt ?? at),
    },
    at,
  );
export const unrejected = (id: string, at: string): Draft =>
  fact('application.unrejected', { sourceKey: 'herp', remoteId: `application-${id}`, at: iso(at) });
export const sent = (mail: MailKind, ids: string[], date: string, n = 1): Draft =>
  fact('mail.sent', { n, mail, rejectionIds: ids, messageId: `m${n}`, date });
export const skipped = (mail: MailKind, ids: string[], reason: SkipReason, date: string, n = 1): Draft =>
  fact('mail.skipped', { n, mail, rejectionIds: ids, reason, date });

type Decided = Partial<FactData<'mail.approved'>>;
/** A yes, a hold or a release; by default at the minute in which it is written. */
const decided = (mail: CaseMailKind, ids: string[], at: string) => ({
  mail,
  rejectionIds: ids,
  by: '採用 太郎',
  at: iso(at),
});
export const approved = (mail: CaseMailKind, ids: string[], at: string, more: Decided = {}): Draft =>
  fact('mail.approved', { ...decided(mail, ids, at), editId: null, ...more }, at);
export const held = (mail: CaseMailKind, ids: string[], at: string): Draft =>
  fact('mail.held', decided(mail, ids, at), at);
export const released = (mail: CaseMailKind, ids: string[], at: string): Draft =>
  fact('mail.released', decided(mail, ids, at), at);
const evidence = { method: 'page', textVersion: '1', textHash: 'hash', locale: 'ja' } as const;
type Word = 'granted' | 'declined' | 'withdrawn';
export const consent = (word: Word, kind: ConsentKind, at = '2026-11-05 12:00'): Draft =>
  fact(`consent.${word}`, { consent: kind, evidence }, at);
export const unsubscribed: Draft = fact('mail.unsubscribed', { via: 'page' });
export const suppressed: Draft = fact('suppression.recorded', {});
export const bounced: Draft = fact('mail.bounced', { messageId: null });
export const complained: Draft = fact('mail.complained', { messageId: null });
export const hired: Draft = fact('candidate.hired', { at: iso('2026-11-05 12:00'), offerOnly: true });
export const reapplied: Draft = fact('candidate.reapplied', { at: iso('2026-11-05 12:00') });
export const closed = (reason: string): Draft => fact('case.closed', { reason });

export type Circumstances = {
  settings?: Partial<CompanySettings>;
  licence?: CaseFile['licence'];
  remindedOn?: string;
};
export const validLicence = { expiresOn: '2030-03-31' };

export const caseOf = (
  drafts: readonly Draft[],
  { settings, licence = null, remindedOn }: Circumstances = {},
): CaseFile => ({
  caseId: 'case-1',
  facts: drafts.map((draft, at) => ({ seq: at + 1, caseId: 'case-1', ...draft })),
  settings: { ...defaults, ...settings },
  licence,
  remindedOn: remindedOn ?? null,
});

export const stepAt = (at: string, drafts: readonly Draft[], circumstances: Circumstances = {}): Step =>
  nextStep(caseOf(drafts, circumstances), tokyo(at));

/** A step in a few words: `rejection r1,r2`, `wait second_follow_up 2027-11-04`, `close hired`. */
export const inWords = (step: Step): string => {
  if (step.kind === 'wait') return `wait ${step.next} ${tokyoDate(step.untilMs)}`;
  if (step.kind === 'mail') return `${step.mail} ${step.rejectionIds.join(',')}`;
  if (step.kind === 'close') return `close ${step.reason}`;
  return 'n' in step ? `${step.kind} ${step.n}` : step.kind;
};
