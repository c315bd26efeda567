import { type Candidate, type Em, SharedAddress } from '@goen/case-store';
import { openAddressQuestions, refreshOpenCases } from './address-questions.ts';

type Scope = { readonly companyId: string; readonly now: Date };

/** By the hash of their address. */
export type AddressQuestions = ReadonlyMap<string, Pick<SharedAddress, 'state' | 'ownerId'>>;

async function readAddressQuestions(
  em: Em,
  companyId: string,
  personHashes: readonly string[],
): Promise<AddressQuestions> {
  if (personHashes.length === 0) return new Map();
  const rows = await em.find(SharedAddress, { companyId, personHash: { $in: [...new Set(personHashes)] } });
  return new Map(rows.map((row) => [row.personHash, row]));
}

/**
 * Marks a candidate whose address somebody with another name has, who is known by an offer only: an address alone
 * identifies neither. It is shared until a member decides. Returns whether the candidate is held from now on.
 */
export function markBesideOffer(candidate: Candidate, questions: AddressQuestions): boolean {
  if (!candidate.personHash || candidate.addressState || candidate.erasedAt) return false;
  const asked = questions.get(candidate.personHash);
  if (asked?.state === 'decided' && asked.ownerId === candidate.id) return false;
  candidate.addressState = asked?.state === 'decided' ? 'of_another' : 'shared';
  return true;
}

/** Holds candidates who turned out to share their address with the person of an offer, and asks the members. */
export async function holdSharersOfOffers(em: Em, scope: Scope, sharers: readonly Candidate[]): Promise<void> {
  if (sharers.length === 0) return;
  const personHashes = sharers.flatMap(({ personHash }) => personHash ?? []);
  const questions = await readAddressQuestions(em, scope.companyId, personHashes);
  const held = sharers.filter((candidate) => markBesideOffer(candidate, questions));
  await em.flush();
  const shared = held.filter(({ addressState }) => addressState === 'shared').map(({ personHash }) => personHash ?? '');
  await openAddressQuestions(em, scope, new Set(shared));
  await refreshOpenCases(
    em,
    scope,
    held.map(({ id }) => id),
  );
}
