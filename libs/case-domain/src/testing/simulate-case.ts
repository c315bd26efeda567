import type { CompanySettings, ConsentKind, NoResultReason, SilentReason, SkipReason } from '@goen/contracts/workflow';
import { toTokyoDate } from '../calendar.ts';
import type { CaseInput } from '../case-input.ts';
import { describeCase } from '../describe-case.ts';
import { nextStep } from '../next-step.ts';
import type { Step } from '../steps.ts';
import { buildCase, defaults, type FactDraft, fact, suppressed, unsubscribed, validLicence } from './fixtures.ts';

const hourMs = 60 * 60 * 1000;
export const dayMs = 24 * hourMs;

/** What can happen to a case from outside. */
export type OutsideAction =
  | {
      kind: 'rejected';
      remoteId: string;
      daysAgo: number;
      silent: SilentReason | null;
      noResult?: NoResultReason | undefined;
    }
  | { kind: 'unrejected'; remoteId: string; daysAgo: number }
  | { kind: 'consent'; answer: 'granted' | 'declined' | 'withdrawn'; consent: ConsentKind }
  | { kind: 'paused'; days: number }
  | { kind: 'licence'; valid: boolean }
  /** What a member of the company decides about the next mail, if there is one. */
  | { kind: 'approve' | 'hold' | 'release' | 'cancel' }
  /** Another candidate turns out to be the same person, with an earlier point. */
  | { kind: 'duplicated' }
  | { kind: 'approval_setting'; approval: CompanySettings['approval'] }
  | { kind: 'reapplied' | 'hired' | 'unsubscribed' | 'bounced' | 'complained' | 'resumed' | 'erase' };

export type Scenario = {
  /** Each some hours after the previous one. */
  readonly actions: readonly { readonly afterHours: number; readonly action: OutsideAction }[];
  readonly settings: Partial<CompanySettings>;
  /** What mail-service answers, mail by mail; later mails are sent. `too_late`: the sending window ended meanwhile. */
  readonly mailOutcomes: readonly (SkipReason | 'sent' | 'too_late')[];
  /** The count of waits for an approval after which the mail is approved; null: only actions approve mails. */
  readonly approvesAtWait: number | null;
  /** By how many hours the worker is late, one wake-up after another. */
  readonly wakeDelayHours: readonly number[];
};

/** A step with what it was decided from. */
export type SimulatedStep = { readonly input: CaseInput; readonly nowMs: number; readonly step: Step };

const startMs = Date.parse('2026-11-02T09:00:00+09:00');
const evidence = { method: 'page', textVersion: '1', textHash: 'hash', locale: 'ja' } as const;
const toIso = (ms: number): string => new Date(ms).toISOString();

type DecisionAction = Extract<OutsideAction, { kind: 'approve' | 'hold' | 'release' | 'cancel' }>;
const draftDecisions = ({ kind }: DecisionAction, input: CaseInput, nowMs: number): FactDraft[] => {
  const mail = describeCase(input, nowMs).mail;
  if (mail === null) return [];
  const content = { mail: mail.mail, rejectionIds: [...mail.rejectionIds], by: 'A recruiter' };
  const decision = { ...content, at: toIso(nowMs) };
  if (kind === 'approve') return [fact('mail.approved', { ...decision, editId: null })];
  if (kind === 'hold') return [fact('mail.held', decision)];
  if (kind === 'release') return [fact('mail.released', decision)];
  return [fact('mail.skipped', { ...content, n: mail.n, reason: 'cancelled', date: toTokyoDate(nowMs) })];
};

const isDecision = (action: OutsideAction): action is DecisionAction =>
  ['approve', 'hold', 'release', 'cancel'].includes(action.kind);

/** Marks the last referral as a duplicate, if there is one. */
const draftDuplicates = (drafts: readonly FactDraft[]): FactDraft[] =>
  drafts
    .flatMap((draft) => (draft.kind === 'referral.made' ? [fact('referral.duplicated', { n: draft.data.n })] : []))
    .slice(-1);

type FactAction = Exclude<OutsideAction, DecisionAction | { kind: 'licence' | 'approval_setting' | 'duplicated' }>;
const draftFact = (action: FactAction, nowMs: number, count: number): FactDraft => {
  const at = toIso(nowMs);
  if (action.kind === 'rejected') {
    const { remoteId, silent, noResult } = action;
    const times = { rejectedAt: toIso(nowMs - action.daysAgo * dayMs), acceptedAt: at };
    const data = { rejectionId: `r${count}`, sourceKey: 's', remoteId, stage: 'documents', silent, noResult } as const;
    return { kind: 'rejection.reported', at, data: { ...data, ...times } };
  }
  if (action.kind === 'unrejected') {
    const data = { sourceKey: 's', remoteId: action.remoteId, at: toIso(nowMs - action.daysAgo * dayMs) };
    return { kind: 'application.unrejected', at, data };
  }
  if (action.kind === 'consent') {
    return { kind: `consent.${action.answer}`, at, data: { consent: action.consent, evidence } };
  }
  if (action.kind === 'paused') return fact('case.paused', { until: toTokyoDate(nowMs + action.days * dayMs) });
  const drafts: Readonly<Record<typeof action.kind, FactDraft>> = {
    reapplied: fact('candidate.reapplied', { at }),
    hired: fact('candidate.hired', { at, offerOnly: false }),
    unsubscribed,
    bounced: fact('mail.bounced', { messageId: null }),
    complained: fact('mail.complained', { messageId: null }),
    resumed: fact('case.resumed', {}),
    erase: fact('erasure.requested', {}),
  };
  return drafts[action.kind];
};

type ActedStep = Exclude<Step, { kind: 'wait' | 'none' | 'remind_recruiter' }>;
const draftResult = (step: ActedStep, nowMs: number, outcome: SkipReason | 'sent'): FactDraft => {
  if (step.kind === 'mail') {
    const { mail, n } = step;
    const content = { n, mail, rejectionIds: [...step.rejectionIds], date: toTokyoDate(nowMs) };
    if (outcome === 'sent') return fact('mail.sent', { ...content, messageId: `m${n}` });
    return fact('mail.skipped', { ...content, reason: outcome });
  }
  if (step.kind === 'refer') {
    const { n } = step;
    // Every second referral is refused, as the ledger does with a person that another case has referred.
    if (n % 2 === 0) return fact('referral.refused', { n, reason: 'already_referred' });
    return fact('referral.made', { n, entryId: `case-1:referral:${n}` });
  }
  if (step.kind === 'reverse_referral') return fact('referral.reversed', { n: step.n, entryId: step.entryId });
  if (step.kind === 'close') return fact('case.closed', { reason: step.reason });
  return step.kind === 'erase' ? fact('erasure.done', {}) : suppressed;
};

/**
 * Runs a scenario, with a worker that carries out each step, until all actions have happened and the case answers
 * `none`. Throws when that never comes.
 */
export const simulateCase = (scenario: Scenario): readonly SimulatedStep[] => {
  const { settings, approvesAtWait } = scenario;
  const steps: SimulatedStep[] = [];
  const drafts: FactDraft[] = [];
  const actions = [...scenario.actions];
  const mailOutcomes = [...scenario.mailOutcomes];
  const wakeDelayHours = [...scenario.wakeDelayHours];
  let licence: CaseInput['licence'] = null;
  let remindedOn: string | null = null;
  let waitCount = 0;
  let { approval } = { ...defaults, ...settings };
  let nowMs = startMs;
  let nextActionMs = startMs;
  const buildInput = () => ({
    ...buildCase(drafts, { settings: { ...defaults, ...settings, approval }, licence }),
    remindedOn,
  });
  const takeAction = (): void => {
    const action = actions.shift()?.action;
    if (action?.kind === 'licence') licence = action.valid ? validLicence : null;
    else if (action?.kind === 'approval_setting') approval = action.approval;
    else if (action?.kind === 'duplicated') drafts.push(...draftDuplicates(drafts));
    else if (action && isDecision(action)) drafts.push(...draftDecisions(action, buildInput(), nowMs));
    else if (action) drafts.push(draftFact(action, nowMs, drafts.length));
    nextActionMs = nowMs + (actions[0]?.afterHours ?? 0) * hourMs;
  };
  takeAction();
  for (let turn = 0; turn < 10_000; turn += 1) {
    // After the last action nobody decides any more: mails need no approval, and a held mail is released.
    if (actions.length === 0) approval = 'automatic';
    if (actions.length === 0 && describeCase(buildInput(), nowMs).mail?.approval === 'held') {
      drafts.push(...draftDecisions({ kind: 'release' }, buildInput(), nowMs));
    }
    const input = buildInput();
    const step = nextStep(input, nowMs);
    steps.push({ input, nowMs, step });
    if (step.kind === 'none' && actions.length === 0) return steps;
    if (step.kind === 'none' || step.kind === 'wait') {
      const { mail } = describeCase(input, nowMs);
      waitCount = mail?.approval === 'awaiting' ? waitCount + 1 : 0;
      // A mail that replaces an approved one waits until someone approves it, whatever the setting.
      const isLeft = actions.length === 0 && approval === 'automatic' && mail?.isSuperseded === true;
      if (waitCount > 0 && (waitCount === approvesAtWait || isLeft)) {
        drafts.push(...draftDecisions({ kind: 'approve' }, input, nowMs));
      }
      const wakeMs = step.kind === 'wait' ? step.untilMs + (wakeDelayHours.shift() ?? 0) * hourMs : nextActionMs;
      const isActionFirst = actions.length > 0 && nextActionMs <= wakeMs;
      nowMs = Math.max(nowMs, isActionFirst ? nextActionMs : wakeMs);
      if (isActionFirst) takeAction();
      continue;
    }
    if (step.kind === 'remind_recruiter') {
      remindedOn = step.date;
      continue;
    }
    const outcome = step.kind === 'mail' ? (mailOutcomes.shift() ?? 'sent') : 'sent';
    if (outcome === 'too_late') nowMs += 9 * hourMs;
    else drafts.push(draftResult(step, nowMs, outcome));
  }
  throw new Error('The case never ended');
};
