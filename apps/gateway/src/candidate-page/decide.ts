import { addMonths, toTokyoDate } from '@goen/case-domain';
import { type Em, findCurrentCase, withCompany } from '@goen/case-store';
import {
  eraseCandidate,
  type LinkTarget,
  type LoadedCase,
  lockCurrentCase,
  type NewFact,
  recordFacts,
  requestFeedback,
} from '@goen/cases';
import type { Locale } from '@goen/contracts/public';
import type { ConsentKind } from '@goen/contracts/workflow';
import { withdrawFromIntroductions } from '@goen/relay';
import { z } from 'zod';
import { type ConsentText, renderConsentText, toEvidence } from './consent-texts.ts';
import { answerExperience, type ExperienceDecision, experienceForm, experienceSkipForm } from './experience.ts';
import { decideOnIntroduction } from './introductions.ts';
import { renderRenewalText } from './keeping.ts';
import type { PageContext } from './page-context.ts';
import { isResultOnly } from './page-keeping.ts';
import { nameCompany, type PageState, readPageState, toConsentContext } from './page-state.ts';
import { choosePreferences, preferencesForm } from './preferences.ts';
import { answerOpening } from './re-invitations.ts';
import { canResubscribe, renderResubscribeText } from './resubscribe.ts';
import { saveConsentText } from './save-consent-text.ts';

/** A yes keeps a person's details for so long beyond the date that the page shows. */
const renewalMonths = 12;

/** The form that a button of the page sends. Other fields are ignored. */
export const decisionForm = z.discriminatedUnion('action', [
  z.object({ action: z.enum(['relay.grant', 'relay.decline', 'relay.withdraw']) }),
  z.object({ action: z.enum(['follow_up.grant', 'follow_up.decline', 'follow_up.withdraw']) }),
  z.object({
    action: z.literal('pause'),
    months: z.coerce.number().pipe(z.union([z.literal(1), z.literal(3), z.literal(6)])),
  }),
  z.object({ action: z.literal('resume') }),
  z.object({ action: z.literal('unsubscribe') }),
  z.object({ action: z.literal('resubscribe') }),
  z.object({ action: z.literal('keeping.renew') }),
  preferencesForm,
  z.object({ action: z.literal('feedback.request') }),
  experienceForm,
  experienceSkipForm,
  z.object({ action: z.literal('erase'), confirm: z.literal('yes') }),
  z.object({
    action: z.enum(['introduction.accept', 'introduction.decline', 'introduction.stop']),
    introduction: z.uuid(),
    /** With a decline: never ask about this company again. */
    exclude: z.literal('yes').optional(),
  }),
  z.object({ action: z.enum(['opening.interested', 'opening.no_more']), opening: z.uuid() }),
  z.object({
    action: z.literal('opening.not_now'),
    opening: z.uuid(),
    months: z.coerce.number().pipe(z.union([z.literal(3), z.literal(6), z.literal(12)])),
  }),
  z.object({ action: z.literal('openings.resume') }),
]);
export type Decision = z.infer<typeof decisionForm>;

/**
 * Records a person's decision with its evidence, updates the projection and wakes the case, in one transaction. The same
 * decision again changes nothing, even concurrently: the current state is read under the lock of the case.
 */
export async function decide(
  { orm, personHashKey, operatorName }: Pick<PageContext, 'orm' | 'personHashKey' | 'operatorName'>,
  link: LinkTarget,
  decision: Decision,
  context: { readonly locale: Locale; readonly now: Date; readonly via?: 'one_click' },
): Promise<void> {
  const { now, locale } = context;
  await withCompany(orm, link.companyId, async (em) => {
    const current = await lockCurrentCase(em, link.candidateId, link.caseId);
    const facts = async (loaded: LoadedCase): Promise<readonly NewFact[] | null> => {
      const state = await readPageState(em, link, loaded, now);
      if ('introduction' in decision) {
        if (!state.erased)
          await decideOnIntroduction(em, link, decision, { ...context, referrer: nameCompany(state, context.locale) });
        return null;
      }
      if ('opening' in decision) {
        const answer = state.erased ? null : await answerOpening(em, state, decision, now);
        return answer && [answer];
      }
      if (decision.action === 'experience.answer' || decision.action === 'experience.skip') {
        if (!state.erased) await answerExperience(em, loaded, decision, now);
        return null;
      }
      if (decision.action === 'feedback.request') return state.erased ? null : askForFeedback(em, loaded, now);
      const texts = {
        relay: renderConsentText('relay', locale, toConsentContext(state, locale, operatorName)),
        follow_up: renderConsentText('follow_up', locale, toConsentContext(state, locale, operatorName)),
        resubscribe: renderResubscribeText(locale, nameCompany(state, locale)),
        renewal: renderRenewalText(locale, nameCompany(state, locale)),
      };
      const fact = toFact(decision, { ...context, state, texts });
      const hash = fact && 'evidence' in fact.data ? fact.data.evidence.textHash : null;
      const shown = Object.values(texts).find((text) => text.hash === hash);
      if (shown) await saveConsentText(em, link.companyId, shown, context);
      const isErasure = fact?.kind === 'erasure.requested';
      if (isErasure || (fact?.kind === 'consent.withdrawn' && decision.action.startsWith('relay.'))) {
        await withdrawFromIntroductions(em, link.candidateId, now, { erased: isErasure });
      }
      if (isErasure) await eraseCandidate(em, link.candidateId, now, personHashKey);
      if (fact === null) return null;
      return (await isReopenedBy(em, fact, loaded.row)) ? [fact, { kind: 'case.reopened', at: now, data: {} }] : [fact];
    };
    await recordFacts({ em, now }, { caseId: current.id, facts });
  });
}

/** Where the person's latest case has ended, it goes on until the answer is sent. */
async function askForFeedback(em: Em, loaded: LoadedCase, now: Date): Promise<readonly NewFact[] | null> {
  const { row } = loaded;
  const isClosed = row.state === 'closed';
  const current = isClosed ? await findCurrentCase(em, row.candidateId) : row;
  if (current?.id !== row.id || row.closedReason === 'superseded') return null;
  const fact = await requestFeedback(em, loaded, now);
  if (fact === null) return null;
  return isClosed ? [fact, { kind: 'case.reopened', at: now, data: {} }] : [fact];
}

/** A case that ended because the person unsubscribed goes on when they consent to follow-ups, if it is their latest. */
async function isReopenedBy(em: Em, { kind, data }: NewFact, row: LoadedCase['row']): Promise<boolean> {
  if (kind !== 'consent.granted' || !('consent' in data) || data.consent !== 'follow_up') return false;
  if (row.state !== 'closed' || row.closedReason !== 'unsubscribed') return false;
  return (await findCurrentCase(em, row.candidateId))?.id === row.id;
}

type FactContext = {
  readonly state: PageState;
  readonly locale: Locale;
  readonly now: Date;
  readonly via?: 'one_click';
  readonly texts: Readonly<Record<ConsentKind | 'resubscribe' | 'renewal', ConsentText>>;
};

/** The fact of a decision, or null when nothing changes or the choice was not offered. */
function toFact(
  decision: Exclude<
    Decision,
    { introduction: string } | { opening: string } | { action: 'feedback.request' } | ExperienceDecision
  >,
  { state, locale, now, via, texts }: FactContext,
): NewFact | null {
  if (state.erased) return null;
  const consent = (kind: ConsentKind, verb: string): NewFact | null => {
    if (verb === 'grant' && isResultOnly(state)) return null;
    const { state: before, isStopped } = state.consents[kind];
    const data = { consent: kind, evidence: toEvidence(texts[kind], locale) };
    const isGiven = before === 'granted' && !isStopped && !(kind === 'relay' && state.relayRenewable);
    if (verb === 'grant') return isGiven ? null : { kind: 'consent.granted', at: now, data };
    if (before === 'granted') return { kind: 'consent.withdrawn', at: now, data };
    return before === 'declined' || before === 'withdrawn' ? null : { kind: 'consent.declined', at: now, data };
  };
  switch (decision.action) {
    case 'relay.grant':
    case 'relay.decline':
    case 'relay.withdraw':
      if (!state.takesPartInRelay && state.consents.relay.state !== 'granted') return null;
      return consent('relay', decision.action.split('.')[1] ?? '');
    case 'follow_up.grant':
    case 'follow_up.decline':
    case 'follow_up.withdraw':
      return consent('follow_up', decision.action.split('.')[1] ?? '');
    case 'pause': {
      const until = addMonths(toTokyoDate(now.getTime()), decision.months);
      return state.pausedUntil === until ? null : { kind: 'case.paused', at: now, data: { until } };
    }
    case 'resume':
      return state.pausedUntil === null ? null : { kind: 'case.resumed', at: now, data: {} };
    case 'openings.resume':
      return state.openingsStopped ? { kind: 're_invitation.resumed', at: now, data: {} } : null;
    case 'unsubscribe':
      return state.unsubscribed ? null : { kind: 'mail.unsubscribed', at: now, data: { via: via ?? 'page' } };
    case 'resubscribe': {
      if (!canResubscribe(state)) return null;
      const evidence = toEvidence(texts.resubscribe, locale);
      return { kind: 'consent.granted', at: now, data: { consent: 'follow_up', evidence } };
    }
    case 'keeping.renew': {
      if (!state.isAskedToRenew || state.keepUntil === null) return null;
      const until = addMonths(state.keepUntil, renewalMonths);
      return { kind: 'keeping.renewed', at: now, data: { until, evidence: toEvidence(texts.renewal, locale) } };
    }
    case 'preferences': {
      const data = choosePreferences(decision, state);
      return data && { kind: 'preferences.set', at: now, data };
    }
    case 'erase':
      return { kind: 'erasure.requested', at: now, data: {} };
  }
}
