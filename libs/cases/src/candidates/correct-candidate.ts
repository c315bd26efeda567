import { toSearchedTagId } from '@goen/case-domain/tags';
import {
  Candidate,
  CandidateAddress,
  CandidateCorrection,
  CandidateTag,
  type Em,
  findCurrentCase,
  toSearchColumns,
} from '@goen/case-store';
import type { Locale, RejectionReport, Tag } from '@goen/contracts/public';
import { type Actor, formatActor } from '@goen/contracts/workflow';
import { personHash } from '@goen/service-kit';
import { chooseAddress, readAddresses } from '../intake/contact-addresses.ts';
import { lockIntake } from '../intake/lock-intake.ts';
import { splitTags } from '../intake/split-tags.ts';
import { newId } from '../new-id.ts';
import { refreshPoolProfile } from '../pool/pool-profile.ts';
import { recordFacts } from '../record-facts.ts';
import { closeAddressQuestions } from '../shared-address/address-questions.ts';
import { findOverruledKeys } from '../tag-overrules/find-overruled-keys.ts';
import { readRemovedTags } from './removed-tags.ts';

/** Fields that a member corrects. Left out: as they are. */
export type CandidateChange = {
  readonly familyName?: string | null;
  readonly givenName?: string | null;
  readonly familyNameKana?: string | null;
  readonly givenNameKana?: string | null;
  readonly fullName?: string | null;
  readonly email?: string;
  readonly phones?: RejectionReport['candidate']['phones'];
  readonly prefecture?: string | null;
  readonly locale?: Locale | null;
};
export type CandidateToCorrect = {
  readonly companyId: string;
  readonly candidateId: string;
  readonly change: CandidateChange;
  readonly addTags: readonly Tag[];
  readonly removeTags: readonly Tag[];
  readonly actor: Actor;
  readonly now: Date;
  readonly personHashKey: string;
};
export type Corrected =
  | { readonly kind: 'corrected'; readonly fields: readonly string[] }
  | { readonly kind: 'not_found' | 'erased' | 'address_unusable' | 'address_in_use' }
  | { readonly kind: 'sensitive_tag'; readonly index: number; readonly detail: string };

/**
 * Corrects what is stored about a candidate (個人情報保護法 Art. 34), keeping what it was before. A later report of the same
 * old value does not undo it; a new value of the source does.
 */
export async function correctCandidate(em: Em, input: CandidateToCorrect): Promise<Corrected> {
  const { companyId, candidateId, change, now, actor, personHashKey } = input;
  await lockIntake(em, companyId);
  const candidate = await em.findOne(Candidate, { id: candidateId, companyId }, { refresh: true });
  if (candidate === null) return { kind: 'not_found' };
  if (candidate.erasedAt || candidate.mergedInto) return { kind: 'erased' };
  const { sensitive } = splitTags(input.addTags, await findOverruledKeys(em, companyId, input.addTags));
  const [refused] = sensitive;
  if (refused)
    return { kind: 'sensitive_tag', index: Number(refused.pointer.split('/').at(-1)), detail: refused.detail };

  const address = change.email === undefined ? null : readEmail(change.email, personHashKey);
  if (change.email !== undefined && address === null) return { kind: 'address_unusable' };
  if (address && (await isAddressOfAnother(em, candidate, address.personHash))) return { kind: 'address_in_use' };

  const { email: _typed, ...plain } = change;
  const corrected = Object.entries(address ? { ...plain, email: address.email } : plain).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(candidate[field as keyof Candidate] ?? null),
  );
  const hashBefore = candidate.personHash ?? null;
  for (const [field, value] of corrected) {
    const before: unknown = candidate[field as keyof Candidate] ?? null;
    candidate.corrections = { [field]: before, ...candidate.corrections };
    Object.assign(candidate, { [field]: value });
    await em.insert(CandidateCorrection, {
      id: newId(),
      companyId,
      candidateId,
      field,
      before,
      after: value,
      correctedBy: formatActor(actor),
      correctedAt: now,
    });
  }
  const fields = corrected.map(([field]) => field);
  if (address && fields.includes('email')) await moveAddress(em, candidate, address);
  const tags = await changeTags(em, candidate, input);
  Object.assign(candidate, toSearchColumns(candidate, candidate.jobKey ?? null, []));
  await em.flush();
  if (candidate.personHash !== hashBefore && hashBefore) {
    await closeAddressQuestions(em, { companyId, now }, new Set([hashBefore]));
  }
  const current = fields.length > 0 ? await findCurrentCase(em, candidateId) : null;
  if (current) {
    const fact = { kind: 'candidate.changed', at: now, data: { fields } } as const;
    await recordFacts({ em, now }, { caseId: current.id, facts: fact });
  }
  if (tags.length > 0 && candidate.relayConsent === 'granted') await refreshPoolProfile(em, candidateId, now);
  return { kind: 'corrected', fields: [...fields, ...tags] };
}

type Address = { readonly email: string; readonly personHash: string };

function readEmail(text: string, personHashKey: string): Address | null {
  const email = chooseAddress(readAddresses([{ value: text, type: 'personal' }]));
  return email === null ? null : { email, personHash: personHash(email, personHashKey) };
}

/** Whose it is then is a question for members: docs/case-life-cycle.md, one address, several people. */
async function isAddressOfAnother(em: Em, { id, companyId }: Candidate, hash: string): Promise<boolean> {
  const others = { companyId, personHash: hash, id: { $ne: id }, erasedAt: null, mergedInto: null };
  return (await em.count(Candidate, others)) > 0;
}

async function moveAddress(em: Em, candidate: Candidate, address: Address): Promise<void> {
  candidate.emails = [{ value: address.email, type: 'personal' }];
  candidate.personHash = address.personHash;
  candidate.addressState = null;
  const { id: candidateId, companyId } = candidate;
  await em.upsert(
    CandidateAddress,
    { id: newId(), companyId, candidateId, personHash: address.personHash, createdAt: new Date() },
    { onConflictFields: ['candidateId', 'personHash'], onConflictAction: 'ignore' },
  );
}

const toKey = (value: string): string => value.normalize('NFKC').toLowerCase();

/** A removed tag stays away although reports repeat it. Returns what changed: `tags`, or nothing. */
async function changeTags(
  em: Em,
  candidate: Candidate,
  { addTags, removeTags }: CandidateToCorrect,
): Promise<string[]> {
  const { id: candidateId, companyId } = candidate;
  const toRemovedKey = ({ kind, value }: Tag): string => `${kind}:${toKey(value)}`;
  const added = addTags.map(toRemovedKey);
  const removed = new Set([...readRemovedTags(candidate), ...removeTags.map(toRemovedKey)]);
  for (const key of added) removed.delete(key);
  let changes = 0;
  for (const { kind, value } of removeTags) {
    changes += await em.nativeDelete(CandidateTag, { candidateId, kind, valueKey: toKey(value) });
  }
  for (const { kind, value } of addTags) {
    const tag = { candidateId, kind, valueKey: toKey(value) };
    if (await em.count(CandidateTag, tag)) continue;
    changes += 1;
    await em.insert(CandidateTag, {
      id: newId(),
      companyId,
      ...tag,
      value,
      searchedId: toSearchedTagId({ kind, value }),
    });
  }
  const before = readRemovedTags(candidate);
  if (before.length !== removed.size || before.some((key) => !removed.has(key))) {
    candidate.corrections = { ...candidate.corrections, removedTags: [...removed] };
  }
  return changes > 0 ? ['tags'] : [];
}
