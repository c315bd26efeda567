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
import { candidateOfIntroduction } from '@goen/relay';
import type { ActivityContext } from '../activity-context.ts';
import { recordIntroduction } from './record-introduction.ts';

/** 施行規則 Art. 21, 25: how long a record is kept. */
const recordYears = 3;

/**
 * The handing over, on the person's yes to this company: the receiver gets who it is, and both sides their record of
 * it (個人情報保護法 Art. 29, 30), in one transaction with the fact. Looked at once more under the lock.
 */
export async function provide(context: ActivityContext, ref: IntroductionRef): Promise<void> {
  // Read before the lock, which holds a connection: an erasure since then has left its fact, and is seen below.
  const person = await personOf(context.orm, ref.introductionId);
  await recordIntroduction(context, ref, async ({ row, file }, em) => {
    const accepted = file.facts.findLast((fact) => fact.kind === 'candidate.accepted');
    if (nextIntroductionStep(file, ref.asOfMs).kind !== 'provide' || !accepted) return null;
    const at = new Date(ref.asOfMs);
    // Nobody is left to hand over: it ends, however the person came to be gone.
    if (person === null) return { kind: 'candidate.withdrew', at, data: {}, dedupeKey: 'candidate.withdrew' };
    const recordIds = await writeRecords(em, row, { person, accepted, at });
    row.person = person;
    return { kind: 'profile.provided', at, data: { recordIds }, dedupeKey: 'profile.provided' };
  });
}

/** Null: there is no such introduction, or the person was erased. */
async function personOf(orm: ActivityContext['orm'], introductionId: string): Promise<HandedOver | null> {
  const of = await withRelay(orm, (em) => em.findOne(Introduction, { id: introductionId }));
  if (of === null) return null;
  return withCompany(orm, of.referrerId, async (em) => {
    const candidate = await candidateOfIntroduction(em, of);
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
  if (!provider || !recipient) throw new Error('both sides are companies');
  const { evidence } = accepted.data;
  const common = {
    introductionId: row.id,
    providedAt: at,
    // 施行規則 Art. 20(1) no. 2: the name, or what else tells who it is.
    person: person.name ?? person.email,
    items: itemsOf(person, row),
    consentAt: new Date(accepted.at),
    consentTextVersion: evidence.textVersion,
    consentTextHash: evidence.textHash,
    acquiredHow: '本人が採用選考に応募した際に、本人から直接取得',
    keepUntil: addMonths(toTokyoDate(at.getTime()), recordYears * 12),
  };
  const records = [
    { id: randomUUID(), companyId: provider.id, side: 'provider' as const, ...counterpart(recipient), ...common },
    { id: randomUUID(), companyId: recipient.id, side: 'recipient' as const, ...counterpart(provider), ...common },
  ];
  for (const record of records) await em.insert(ProvisionRecord, record);
  return records.map(({ id }) => id);
}

function counterpart(company: Company) {
  const { sender, representative } = companySettings.parse(company.settings);
  return {
    counterpartName: company.name,
    counterpartAddress: sender.postalAddress,
    counterpartRepresentative: representative,
  };
}

/** Exactly what is handed over: what was empty was not provided. */
function itemsOf(person: HandedOver, { profile }: Introduction): ProvidedItem[] {
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
