import { findAnswerDate, toTokyoDate } from '@goen/case-domain';
import {
  type AskedAbout,
  type Em,
  findMergedCandidates,
  Introduction,
  IntroductionFactRow,
  ProvisionRecord,
} from '@goen/case-store';
import type { LinkTarget } from '@goen/cases';
import type { Locale, ProvidedItem } from '@goen/contracts/public';
import { appendIntroductionFact, wakeIntroductionAsReferrer } from '@goen/relay';
import { type IntroductionRequest, renderIntroductionText, toEvidence } from './consent-texts.ts';
import { saveConsentText } from './save-consent-text.ts';

/** An introduction that the person has not answered yet. */
export type Question = { readonly id: string; readonly about: AskedAbout; readonly answerBy: string };
/** A company that received the person's data. */
export type Recipient = {
  readonly id: string;
  readonly company: string;
  readonly on: string;
  readonly items: readonly ProvidedItem[];
  readonly useStopped: boolean;
};
export type PageIntroductions = { readonly questions: readonly Question[]; readonly recipients: readonly Recipient[] };

/** In the session of the company that referred the person. */
export async function readIntroductions(em: Em, link: LinkTarget): Promise<PageIntroductions> {
  const introductions = await findIntroductions(em, link);
  const ids = introductions.map(({ id }) => id);
  const records = await em.find(
    ProvisionRecord,
    { introductionId: { $in: ids }, side: 'provider' },
    { orderBy: { seq: 'desc' } },
  );
  const facts = await em.find(IntroductionFactRow, { introductionId: { $in: ids } });
  const hasFact = (id: string, ...kinds: readonly string[]) =>
    facts.some((fact) => fact.introductionId === id && kinds.includes(fact.kind));
  const findAskedMs = (id: string) =>
    facts.find((fact) => fact.introductionId === id && fact.kind === 'candidate.asked')?.at.getTime() ?? 0;
  const questions = introductions
    .filter(({ id, state }) => state === 'asked' && !hasFact(id, ...answeringFacts))
    .map(({ id, about }): Question => ({ id, about, answerBy: findAnswerDate(findAskedMs(id)) }));
  const recipients = records.map((record) => ({
    id: record.introductionId,
    company: record.counterpartName,
    on: toTokyoDate(record.providedAt.getTime()),
    items: record.items,
    useStopped: hasFact(record.introductionId, 'candidate.stopped_use'),
  }));
  return { questions, recipients };
}

/** After one of these, there is nothing left to answer. */
const answeringFacts = [
  'candidate.accepted',
  'candidate.declined',
  'candidate.withdrew',
  'introduction.ending',
  'introduction.closed',
] as const;

/** Far more than a person can have: three per quarter. */
const maxIntroductions = 200;

async function findIntroductions(em: Em, link: LinkTarget): Promise<Introduction[]> {
  const candidateIds = [...(await findMergedCandidates(em, [link.candidateId])).keys()];
  return em.find(
    Introduction,
    { candidateId: { $in: candidateIds } },
    { orderBy: { createdAt: 'desc' }, limit: maxIntroductions },
  );
}

/** What the person consents to, in words: with the working conditions shown to them. */
export const toIntroductionRequest = (about: AskedAbout, referrer: string): IntroductionRequest => ({
  referrer,
  receiver: about.company,
  position: about.position,
  conditions: about.conditions ?? null,
});

export type IntroductionDecision = {
  readonly action: 'introduction.accept' | 'introduction.decline' | 'introduction.stop';
  readonly introduction: string;
  readonly exclude?: 'yes' | undefined;
};

/**
 * Records the person's decision about one introduction with its evidence, and wakes it, in the caller's transaction.
 * A second answer, or an answer to a question that was not asked, changes nothing.
 */
export async function decideOnIntroduction(
  em: Em,
  link: LinkTarget,
  { action, introduction: id, exclude }: IntroductionDecision,
  { referrer, locale, now }: { readonly referrer: string; readonly locale: Locale; readonly now: Date },
): Promise<void> {
  if (!(await findIntroductions(em, link)).some((introduction) => introduction.id === id)) return;
  await em.execute('select 1 from introduction where id = ? for update', [id]);
  const introduction = await em.findOneOrFail(Introduction, { id }, { refresh: true });
  const { questions, recipients } = await readIntroductions(em, link);
  if (action === 'introduction.stop') {
    if (!recipients.some((recipient) => recipient.id === id && !recipient.useStopped)) return;
    const kind = 'candidate.stopped_use';
    await appendIntroductionFact(em, introduction, { kind, at: now, data: {}, dedupeKey: kind });
    // The receiver can no longer read here who the person is, and has to delete its own copy.
    Object.assign(introduction, { person: null, useStoppedAt: now });
  } else {
    if (!questions.some((question) => question.id === id)) return;
    const kind = action === 'introduction.accept' ? 'candidate.accepted' : 'candidate.declined';
    const text = renderIntroductionText(locale, toIntroductionRequest(introduction.about, referrer));
    await saveConsentText(em, link.companyId, text, { locale, now });
    const data = { evidence: toEvidence(text, locale) };
    await appendIntroductionFact(em, introduction, { kind, at: now, data, dedupeKey: 'candidate.answered' });
    introduction.answeredAt = now;
    if (exclude && kind === 'candidate.declined') await excludeCompany(em, introduction);
  }
  await em.flush();
  await wakeIntroductionAsReferrer(em, introduction, now);
}

/** The company is never matched with the person again, whatever else changes in their profile. */
const excludeCompany = (em: Em, { candidateId, companyId }: Introduction) =>
  em.execute(
    `update pool_profile set excluded_company_ids = array_append(excluded_company_ids, ?::uuid)
     where candidate_id = ? and not (excluded_company_ids @> array[?::uuid])`,
    [companyId, candidateId, companyId],
  );
