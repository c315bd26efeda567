import type { CompanySettings, ConsentKind, SilentReason, SkipReason } from '@goen/contracts/workflow';
import { tokyoDate } from '../calendar.ts';
import type { CaseFile, Step } from '../case-file.ts';
import { describeCase } from '../describe-case.ts';
import { nextStep } from '../next-step.ts';
import { caseOf, type Draft, defaults, fact, suppressed, unsubscribed, validLicence } from './fixtures.ts';

/** A test double of a whole life: what happens to a case from outside, and a worker that does what it is told. */
export const hourMs = 60 * 60 * 1000;
export const dayMs = 24 * hourMs;

export type Happening =
  | { kind: 'rejected'; remoteId: string; daysAgo: number; silent: SilentReason | null }
  | { kind: 'unrejected'; remoteId: string; daysAgo: number }
  | { kind: 'word'; word: 'granted' | 'declined' | 'withdrawn'; consent: ConsentKind }
  | { kind: 'paused'; days: number }
  | { kind: 'licence'; valid: boolean }
  /** What a person of the company decides about the mail that comes next, if one does. */
  | { kind: 'approve' | 'hold' | 'release' | 'cancel' }
  /** Another candidate turns out to be the same person, whose point came first. */
  | { kind: 'duplicated' }
  | { kind: 'approval_setting'; approval: CompanySettings['approval'] }
  | { kind: 'reapplied' | 'hired' | 'unsubscribed' | 'bounced' | 'complained' | 'resumed' | 'erase' };

export type Plan = {
  /** Each some hours after the one before. */
  readonly happenings: readonly { readonly afterHours: number; readonly what: Happening }[];
  readonly settings: Partial<CompanySettings>;
  /** What mail-service says, mail by mail; afterwards it sends. `too_late`: the slot ended while it tried. */
  readonly outcomes: readonly (SkipReason | 'sent' | 'too_late')[];
  /** At which wait for a yes a person gives it; null: nobody does, but for what happens. */
  readonly approvesAtWait: number | null;
  /** By how much the worker oversleeps, wake by wake. */
  readonly lateHours: readonly number[];
};

/** A step as it was given: what was known, and when. */
export type Moment = { readonly file: CaseFile; readonly nowMs: number; readonly step: Step };

const startMs = Date.parse('2026-11-02T09:00:00+09:00');
const evidence = { method: 'page', textVersion: '1', textHash: 'hash', locale: 'ja' } as const;
const iso = (ms: number): string => new Date(ms).toISOString();

type Deciding = Extract<Happening, { kind: 'approve' | 'hold' | 'release' | 'cancel' }>;
const decisionOf = ({ kind }: Deciding, file: CaseFile, nowMs: number): Draft[] => {
  const mail = describeCase(file, nowMs).mail;
  if (mail === null) return [];
  const told = { mail: mail.mail, rejectionIds: [...mail.rejectionIds], by: 'A recruiter' };
  const decided = { ...told, at: iso(nowMs) };
  if (kind === 'approve') return [fact('mail.approved', { ...decided, editId: null })];
  if (kind === 'hold') return [fact('mail.held', decided)];
  if (kind === 'release') return [fact('mail.released', decided)];
  return [fact('mail.skipped', { ...told, n: mail.n, reason: 'cancelled', date: tokyoDate(nowMs) })];
};

const isDeciding = (what: Happening): what is Deciding => ['approve', 'hold', 'release', 'cancel'].includes(what.kind);

const duplicatesOf = (drafts: readonly Draft[]): Draft[] =>
  drafts
    .flatMap((draft) => (draft.kind === 'referral.made' ? [fact('referral.duplicated', { n: draft.data.n })] : []))
    .slice(-1);

type FromOutside = Exclude<Happening, Deciding | { kind: 'licence' | 'approval_setting' | 'duplicated' }>;
const draftOf = (what: FromOutside, nowMs: number, count: number): Draft => {
  const at = iso(nowMs);
  if (what.kind === 'rejected') {
    const { remoteId, silent } = what;
    const times = { rejectedAt: iso(nowMs - what.daysAgo * dayMs), acceptedAt: at };
    const data = { rejectionId: `r${count}`, sourceKey: 's', remoteId, stage: 'documents', silent } as const;
    return { kind: 'rejection.reported', at, data: { ...data, ...times } };
  }
  if (what.kind === 'unrejected') {
    const data = { sourceKey: 's', remoteId: what.remoteId, at: iso(nowMs - what.daysAgo * dayMs) };
    return { kind: 'application.unrejected', at, data };
  }
  if (what.kind === 'word') return { kind: `consent.${what.word}`, at, data: { consent: what.consent, evidence } };
  if (what.kind === 'paused') return fact('case.paused', { until: tokyoDate(nowMs + what.days * dayMs) });
  const plain: Readonly<Record<typeof what.kind, Draft>> = {
    reapplied: fact('candidate.reapplied', { at }),
    hired: fact('candidate.hired', { at, offerOnly: false }),
    unsubscribed,
    bounced: fact('mail.bounced', { messageId: null }),
    complained: fact('mail.complained', { messageId: null }),
    resumed: fact('case.resumed', {}),
    erase: fact('erasure.requested', {}),
  };
  return plain[what.kind];
};

type Done = Exclude<Step, { kind: 'wait' | 'none' | 'remind_recruiter' }>;
const resultOf = (step: Done, nowMs: number, outcome: SkipReason | 'sent'): Draft => {
  if (step.kind === 'mail') {
    const { mail, n } = step;
    const told = { n, mail, rejectionIds: [...step.rejectionIds], date: tokyoDate(nowMs) };
    if (outcome === 'sent') return fact('mail.sent', { ...told, messageId: `m${n}` });
    return fact('mail.skipped', { ...told, reason: outcome });
  }
  if (step.kind === 'refer') {
    const { n } = step;
    // Every second one is refused, as the ledger does with a person whom another case referred.
    if (n % 2 === 0) return fact('referral.refused', { n, reason: 'already_referred' });
    return fact('referral.made', { n, entryId: `case-1:referral:${n}` });
  }
  if (step.kind === 'reverse_referral') return fact('referral.reversed', { n: step.n, entryId: step.entryId });
  if (step.kind === 'close') return fact('case.closed', { reason: step.reason });
  return step.kind === 'erase' ? fact('erasure.done', {}) : suppressed;
};

/** Lives the plan to its end: nothing more happens and the case answers `none`. Throws when it never does. */
export const live = ({ happenings, settings, outcomes, approvesAtWait, lateHours }: Plan): readonly Moment[] => {
  const moments: Moment[] = [];
  const drafts: Draft[] = [];
  const queue = [...happenings];
  const answers = [...outcomes];
  const lags = [...lateHours];
  let licence: CaseFile['licence'] = null;
  let remindedOn: string | null = null;
  let waits = 0;
  let { approval } = { ...defaults, ...settings };
  let nowMs = startMs;
  let happensMs = startMs;
  const fileNow = () => ({
    ...caseOf(drafts, { settings: { ...defaults, ...settings, approval }, licence }),
    remindedOn,
  });
  const happen = (): void => {
    const what = queue.shift()?.what;
    if (what?.kind === 'licence') licence = what.valid ? validLicence : null;
    else if (what?.kind === 'approval_setting') approval = what.approval;
    else if (what?.kind === 'duplicated') drafts.push(...duplicatesOf(drafts));
    else if (what && isDeciding(what)) drafts.push(...decisionOf(what, fileNow(), nowMs));
    else if (what) drafts.push(draftOf(what, nowMs, drafts.length));
    happensMs = nowMs + (queue[0]?.afterHours ?? 0) * hourMs;
  };
  happen();
  for (let turn = 0; turn < 10_000; turn += 1) {
    // In the end nobody decides any more: what waits goes by itself, what is held is released.
    if (queue.length === 0) approval = 'automatic';
    if (queue.length === 0 && describeCase(fileNow(), nowMs).mail?.approval === 'held') {
      drafts.push(...decisionOf({ kind: 'release' }, fileNow(), nowMs));
    }
    const file = fileNow();
    const step = nextStep(file, nowMs);
    moments.push({ file, nowMs, step });
    if (step.kind === 'none' && queue.length === 0) return moments;
    if (step.kind === 'none' || step.kind === 'wait') {
      waits = describeCase(file, nowMs).mail?.approval === 'awaiting' ? waits + 1 : 0;
      if (waits > 0 && waits === approvesAtWait) drafts.push(...decisionOf({ kind: 'approve' }, file, nowMs));
      const wakesMs = step.kind === 'wait' ? step.untilMs + (lags.shift() ?? 0) * hourMs : happensMs;
      const isDisturbed = queue.length > 0 && happensMs <= wakesMs;
      nowMs = Math.max(nowMs, isDisturbed ? happensMs : wakesMs);
      if (isDisturbed) happen();
      continue;
    }
    if (step.kind === 'remind_recruiter') {
      remindedOn = step.date;
      continue;
    }
    const outcome = step.kind === 'mail' ? (answers.shift() ?? 'sent') : 'sent';
    if (outcome === 'too_late') nowMs += 9 * hourMs;
    else drafts.push(resultOf(step, nowMs, outcome));
  }
  throw new Error('the case never came to an end');
};
