import { type CaseDescription, describeCase, findReapplication, toTokyoDate } from '@goen/case-domain';
import { Candidate, type Database, type Em, FollowUpCase, withCompany } from '@goen/case-store';
import { type LinkTarget, type LoadedCase, loadCase } from '@goen/cases';
import type { CompanySettings, Fact, SenderIdentity } from '@goen/contracts/internal';
import type { ConsentState, Locale, StageKind, TagId } from '@goen/contracts/public';
import { toComparisonKey } from '@goen/contracts/text';
import type { ConsentKind, MailPreferences } from '@goen/contracts/workflow';
import { type OperatorDetails, readLicenceHolder } from '../services/read-operator.ts';
import { type PageComplaint, readComplaints } from './complaints.ts';
import type { ConsentContext } from './consent-context.ts';
import { type PageCorrection, readCorrections } from './corrections.ts';
import { readExperienceQuestion } from './experience.ts';
import { type HeldDetails, listFollowUpDates, readHeldDetails } from './held-details.ts';
import { type PageIntroductions, readIntroductions } from './introductions.ts';
import type { PageKeeping } from './page-keeping.ts';
import { readOfferedCategories } from './preferences.ts';
import { type PageOpenings, readOpenings } from './re-invitations.ts';

export type PageConsent = {
  readonly state: ConsentState;
  readonly since: string | null;
  /** The person unsubscribed, and has not consented to these mails since. */
  readonly isStopped: boolean;
};

export type PageState = {
  readonly company: string;
  readonly sender: SenderIdentity;
  readonly locale: Locale | null;
  readonly takesPartInRelay: boolean;
  readonly licence: { readonly kind: string; readonly number: string } | null;
  /** As the licence names the operator; null: none does. */
  readonly operatorName: string | null;
  /** What consents name; null while no complete licence is on record. */
  readonly operator: OperatorDetails | null;
  readonly followUpMonths: readonly [first: number, second: number];
  readonly consents: Readonly<Record<ConsentKind, PageConsent>>;
  /** Relay consent ends after twelve months; true when it can be given again. */
  readonly relayRenewable: boolean;
  readonly pausedUntil: string | null;
  /** From all mails that one can unsubscribe from. */
  readonly unsubscribed: boolean;
  readonly erased: boolean;
  /** When the details of somebody who registered are deleted unless the company confirms them; null for all others. */
  readonly registrationExpiresOn: string | null;
  /** Mails don't reach the address, or were reported as unwanted. */
  readonly addressUnusable: boolean;
  readonly preferences: MailPreferences;
  readonly feedback: CaseDescription['feedback'];
  /** Null: the person is not asked whether they would recommend applying. */
  readonly experienceQuestion: { readonly stage: StageKind } | null;
  readonly offeredCategories: readonly TagId[];
  readonly complaints: readonly PageComplaint[];
  readonly held: HeldDetails;
  /** From when follow-ups are sent, of those to come. */
  readonly followUpDates: readonly string[];
  readonly corrections: readonly PageCorrection[];
} & PageKeeping &
  PageIntroductions &
  PageOpenings;

/** The company in the language of the page; the same name is in the consent that the page records. */
export const nameCompany = ({ company, sender }: Pick<PageState, 'company' | 'sender'>, locale: Locale): string =>
  (locale === 'en' && sender.englishName) || company;

/** What the consent texts of the page name. */
export const toConsentContext = (state: PageState, locale: Locale, operatorName: string): ConsentContext => ({
  company: nameCompany(state, locale),
  contact: state.sender.contact,
  operatorName: state.operatorName ?? operatorName,
  operator: state.operator,
  followUpMonths: state.followUpMonths,
});

/** The state that the page of a link shows. */
export function loadPageState(orm: Database, link: LinkTarget, now: Date): Promise<PageState> {
  return withCompany(orm, link.companyId, async (em) => {
    // An old link shows the person's open case, because decisions apply to that one.
    const open = await em.findOne(FollowUpCase, { candidateId: link.candidateId, state: 'open' });
    const loaded = await loadCase(em, open?.id ?? link.caseId);
    if (loaded === null) throw new Error('A link leads to a case that is gone');
    return readPageState(em, link, loaded, now);
  });
}

/** The same for an already loaded case, in the caller's transaction. */
export async function readPageState(em: Em, link: LinkTarget, loaded: LoadedCase, now: Date): Promise<PageState> {
  const candidate = await em.findOneOrFail(Candidate, { id: link.candidateId });
  const holder = await readLicenceHolder(em);
  const { facts, settings } = loaded.file;
  const description = describeCase(loaded.file, now.getTime());
  const { addressUnusable, consents, feedback, preferences, relayRenewable, stoppedMails } = description;
  const { keeping, isAskedToRenew } = description;
  const expiresAtMs = description.registrationExpiresAtMs;
  const registrationExpiresOn = expiresAtMs === null ? null : toTokyoDate(expiresAtMs);
  const held = await readHeldDetails(em, candidate);
  const consent = (kind: ConsentKind): PageConsent => ({
    state: consents[kind],
    isStopped: kind === 'relay' ? stoppedMails.introductions : stoppedMails.followUps,
    since: consents[kind] === 'unknown' || consents[kind] === 'lapsed' ? null : findConsentDate(facts, kind),
  });
  return {
    company: loaded.company.name,
    sender: settings.sender,
    locale: candidate.locale ?? null,
    takesPartInRelay: settings.takesPartInRelay,
    licence: holder.licence,
    operatorName: holder.name,
    operator: holder.details,
    followUpMonths: [settings.firstFollowUpMonths, settings.secondFollowUpMonths],
    consents: { relay: consent('relay'), follow_up: consent('follow_up') },
    relayRenewable,
    pausedUntil: findPauseEnd(facts, toTokyoDate(now.getTime())),
    unsubscribed: stoppedMails.followUps && stoppedMails.introductions,
    erased: candidate.erasedAt !== null,
    registrationExpiresOn,
    addressUnusable,
    preferences,
    feedback,
    experienceQuestion: await readExperienceQuestion(em, loaded, now),
    offeredCategories: await readOfferedCategories(em, link.companyId, preferences),
    complaints: await readComplaints(em, link.candidateId),
    held,
    followUpDates: listFollowUpDates(held, settings, toTokyoDate(now.getTime())),
    corrections: await readCorrections(em, link.candidateId),
    ...(registrationExpiresOn === null
      ? {
          keeping,
          // An earlier case does not know how long the later one keeps the person.
          keepUntil: loaded.file.isCurrent === false ? (candidate.keepUntil ?? null) : description.keepUntil,
        }
      : keptAsRegistered(registrationExpiresOn)),
    isAskedToRenew: isAskedToRenew && loaded.file.isCurrent !== false,
    isToldOfErasure: description.isToldOfErasure || registrationExpiresOn !== null,
    reapplication: await readReapplication(em, link, settings),
    ...(await readIntroductions(em, link)),
    ...(await readOpenings(em, link, loaded, now)),
  };
}

/** Until the company confirms them, on what basis it keeps its applicants does not matter: the person asked for it. */
const keptAsRegistered = (until: string): Pick<PageKeeping, 'keeping' | 'keepUntil'> => ({
  keeping: { kind: 'kept', until, notice: null },
  keepUntil: until,
});

/** From when the person may apply again, by the latest rejection and the category of its job. */
async function readReapplication(em: Em, { candidateId }: LinkTarget, settings: CompanySettings) {
  if (settings.reapplication === null) return null;
  const [latest] = await em.execute<{ at: string; job_category: string | null }[]>(
    `select to_json(r.rejected_at) #>> '{}' as at, a.job_category
     from rejection r join application a on a.id = r.application_id
     where r.candidate_id = ? order by r.rejected_at desc limit 1`,
    [candidateId],
  );
  if (latest === undefined) return null;
  return findReapplication(
    settings,
    { atMs: Date.parse(latest.at), jobCategory: latest.job_category },
    toComparisonKey,
  );
}

function findConsentDate(facts: readonly Fact[], consent: ConsentKind): string | null {
  const last = facts.findLast(
    ({ kind, data }) => kind.startsWith('consent.') && 'consent' in data && data.consent === consent,
  );
  return last ? toTokyoDate(Date.parse(last.at)) : null;
}

function findPauseEnd(facts: readonly Fact[], today: string): string | null {
  const last = facts.findLast(({ kind }) => kind === 'case.paused' || kind === 'case.resumed');
  return last?.kind === 'case.paused' && last.data.until > today ? last.data.until : null;
}
