import { randomUUID } from 'node:crypto';
import { addMonths, nextIntroductionStep, toTokyoDate } from '@goen/case-domain';
import {
  Company,
  type Em,
  type HandedOver,
  Introduction,
  ProvisionRecord,
  withCompany,
  withRelay,
} from '@goen/case-store';
import { formatFullName } from '@goen/cases';
import { companySettings } from '@goen/contracts/internal';
import type { ProvidedItem } from '@goen/contracts/public';
import type { IntroductionFact } from '@goen/contracts/workflow';
import type { IntroductionRef } from '@goen/introduction';
import { findIntroducedCandidate } from '@goen/relay';
import type { ActivityContext } from '../activity-context.ts';
import { recordIntroduction } from './record-introduction.ts';

/** How long a provision record is kept (施行規則 Art. 21, 25). */
const recordYears = 3;

/**
 * Hands over the profile after the candidate agreed to this company, and writes the provision record of both sides
 * (個人情報保護法 Art. 29, 30) in one transaction with the fact. The step is checked again under the lock.
 */
export async function provide(context: ActivityContext, ref: IntroductionRef): Promise<void> {
  // Read before the lock, which occupies a connection. A later erasure has left a fact and is noticed below.
  const person = await readPerson(context.orm, ref.introductionId);
  await recordIntroduction(context, ref, async ({ row, file }, em) => {
    const accepted = file.facts.findLast((fact) => fact.kind === 'candidate.accepted');
    if (nextIntroductionStep(file, ref.asOfMs).kind !== 'provide' || !accepted) return null;
    const at = new Date(ref.asOfMs);
    // The person no longer exists, so the introduction ends.
    if (person === null) return { kind: 'candidate.withdrew', at, data: {}, dedupeKey: 'candidate.withdrew' };
    const recordIds = await writeRecords(em, row, { person, accepted, at });
    row.person = person;
    return { kind: 'profile.provided', at, data: { recordIds }, dedupeKey: 'profile.provided' };
  });
}

/** Null when the introduction does not exist or the person was erased. */
async function readPerson(orm: ActivityContext['orm'], introductionId: string): Promise<HandedOver | null> {
  const introduction = await withRelay(orm, (em) => em.findOne(Introduction, { id: introductionId }));
  if (introduction === null) return null;
  return withCompany(orm, introduction.referrerId, async (em) => {
    const candidate = await findIntroducedCandidate(em, introduction);
    if (candidate.erasedAt !== null) return null;
    const phones = candidate.phones.map(({ value }) => value);
    return { name: formatFullName(candidate), email: candidate.email ?? null, phones };
  });
}

type Provision = {
  person: HandedOver;
  accepted: Extract<IntroductionFact, { kind: 'candidate.accepted' }>;
  at: Date;
};

async function writeRecords(em: Em, row: Introduction, { person, accepted, at }: Provision): Promise<string[]> {
  const [provider, recipient] = await Promise.all(
    [row.referrerId, row.companyId].map((id) => em.findOneOrFail(Company, { id })),
  );
  if (!provider || !recipient) throw new Error('A company of the introduction is missing.');
  const { evidence } = accepted.data;
  const common = {
    introductionId: row.id,
    providedAt: at,
    // 施行規則 Art. 20(1) no. 2: the name, or else what identifies the person.
    person: person.name ?? person.email,
    items: listProvidedItems(person, row),
    consentAt: new Date(accepted.at),
    consentTextVersion: evidence.textVersion,
    consentTextHash: evidence.textHash,
    acquiredHow: '本人が採用選考に応募した際に、本人から直接取得',
    keepUntil: addMonths(toTokyoDate(at.getTime()), recordYears * 12),
  };
  const records = [
    { id: randomUUID(), companyId: provider.id, side: 'provider' as const, ...toCounterpart(recipient), ...common },
    { id: randomUUID(), companyId: recipient.id, side: 'recipient' as const, ...toCounterpart(provider), ...common },
  ];
  for (const record of records) await em.insert(ProvisionRecord, record);
  return records.map(({ id }) => id);
}

function toCounterpart(company: Company) {
  const { sender, representative } = companySettings.parse(company.settings);
  return {
    counterpartName: company.name,
    counterpartAddress: sender.postalAddress,
    counterpartRepresentative: representative,
  };
}

/** The items actually handed over: empty ones were not provided. */
function listProvidedItems(person: HandedOver, { profile }: Introduction): ProvidedItem[] {
  const items: [ProvidedItem, boolean][] = [
    ['name', person.name !== null],
    ['email', person.email !== null],
    ['phones', person.phones.length > 0],
    ['skills', profile.skills.length > 0],
    ['regions', profile.regions.length > 0],
    ['orientations', profile.orientations.length > 0],
    ['job_categories', profile.job_categories.length > 0],
    ['last_stage', true],
  ];
  return items.filter(([, provided]) => provided).map(([item]) => item);
}
