import { toTokyoDate } from '@goen/case-domain';
import {
  type AskedAbout,
  type Em,
  Introduction,
  IntroductionFactRow,
  ProvisionRecord,
  rowsOfPerson,
} from '@goen/case-store';
import type { LinkTarget } from '@goen/cases';
import type { Locale, ProvidedItem } from '@goen/contracts/public';
import { appendIntroductionFact, wakeIntroductionOfReferrer } from '@goen/relay';
import { introductionEvidence } from './consent-texts.ts';

/** A company that the person is asked about, and has not answered yet. */
export type Question = { readonly id: string; readonly about: AskedAbout };
/** A company that received the person's data. */
export type Recipient = {
  readonly id: string;
  readonly company: string;
  readonly on: string;
  readonly items: readonly ProvidedItem[];
  readonly useStopped: boolean;
};
export type IntroductionsSeen = { readonly questions: readonly Question[]; readonly recipients: readonly Recipient[] };

/** In the session of the company that referred the person. */
export async function readIntroductions(em: Em, link: LinkTarget): Promise<IntroductionsSeen> {
  const rows = await introductionsOf(em, link);
  const records = await em.find(
    ProvisionRecord,
    { introductionId: { $in: rows.map(({ id }) => id) }, side: 'provider' },
    { orderBy: { seq: 'desc' } },
  );
  const told = await em.find(IntroductionFactRow, { introductionId: { $in: rows.map(({ id }) => id) } });
  const has = (id: string, ...kinds: readonly string[]) =>
    told.some((fact) => fact.introductionId === id && kinds.includes(fact.kind));
  const questions = rows
    .filter(({ id, state }) => state === 'asked' && !has(id, ...answers))
    .map(({ id, about }): Question => ({ id, about }));
  const recipients = records.map((record) => ({
    id: record.introductionId,
    company: record.counterpartName,
    on: toTokyoDate(record.providedAt.getTime()),
    items: record.items,
    useStopped: has(record.introductionId, 'candidate.stopped_use'),
  }));
  return { questions, recipients };
}

/** What leaves nothing to answer. */
const answers = [
  'candidate.accepted',
  'candidate.declined',
  'candidate.withdrew',
  'introduction.ending',
  'introduction.closed',
] as const;

/** Far more than a person can have: three a quarter. */
const maxIntroductions = 200;

async function introductionsOf(em: Em, link: LinkTarget): Promise<Introduction[]> {
  const ofPerson = [...(await rowsOfPerson(em, [link.candidateId])).keys()];
  return em.find(
    Introduction,
    { candidateId: { $in: ofPerson } },
    { orderBy: { createdAt: 'desc' }, limit: maxIntroductions },
  );
}

export type IntroductionDecision = {
  readonly action: 'introduction.accept' | 'introduction.decline' | 'introduction.stop';
  readonly introduction: string;
  readonly exclude?: 'yes' | undefined;
};

/**
 * Records what the person says about one company: the fact with its proof, and the nudge, in the caller's transaction.
 * Answering again, or what was not asked, changes nothing.
 */
export async function decideOnIntroduction(
  em: Em,
  link: LinkTarget,
  { action, introduction: id, exclude }: IntroductionDecision,
  seen: { readonly referrer: string; readonly locale: Locale; readonly now: Date },
): Promise<void> {
  if (!(await introductionsOf(em, link)).some((one) => one.id === id)) return;
  await em.execute('select 1 from introduction where id = ? for update', [id]);
  const row = await em.findOneOrFail(Introduction, { id }, { refresh: true });
  const { questions, recipients } = await readIntroductions(em, link);
  const asked = { referrer: seen.referrer, receiver: row.about.company, position: row.about.position };
  if (action === 'introduction.stop') {
    if (!recipients.some((one) => one.id === id && !one.useStopped)) return;
    const kind = 'candidate.stopped_use';
    await appendIntroductionFact(em, row, { kind, at: seen.now, data: {}, dedupeKey: kind });
    // Who the person is can't be read here any longer; that they have to destroy it, too.
    Object.assign(row, { person: null, useStoppedAt: seen.now });
  } else {
    if (!questions.some((one) => one.id === id)) return;
    const kind = action === 'introduction.accept' ? 'candidate.accepted' : 'candidate.declined';
    const evidence = introductionEvidence(seen.locale, asked);
    await appendIntroductionFact(em, row, { kind, at: seen.now, data: { evidence }, dedupeKey: 'candidate.answered' });
    row.answeredAt = seen.now;
    if (exclude && kind === 'candidate.declined') await excludeCompany(em, row);
  }
  await em.flush();
  await wakeIntroductionOfReferrer(em, row, seen.now);
}

/** The person never hears of the company again, whatever else changes about their profile. */
const excludeCompany = (em: Em, { candidateId, companyId }: Introduction) =>
  em.execute(
    `update pool_profile set excluded_company_ids = array_append(excluded_company_ids, ?::uuid)
     where candidate_id = ? and not (excluded_company_ids @> array[?::uuid])`,
    [companyId, candidateId, companyId],
  );
