import { canBeSamePerson } from '@goen/case-domain/identity';
import type { Candidate } from '@goen/case-store';

/**
 * Marks the candidates of an address that one more has just got: those who cannot be one person share it until a member
 * decides whose it is. Once that was decided, it is of another for everybody new. Returns the newly held ones.
 */
export function markSharers(candidate: Candidate, others: readonly Candidate[]): readonly Candidate[] {
  const isMarked = ({ addressState }: Candidate) => addressState !== null && addressState !== undefined;
  if (!others.some((other) => isMarked(other) || !canBeSamePerson(candidate, other))) return [];
  const isDecided = others.some(({ addressState }) => addressState === 'of_another');
  const held = isDecided ? [] : [candidate, ...others].filter((sharer) => !isMarked(sharer));
  for (const sharer of held) sharer.addressState = 'shared';
  if (isDecided) candidate.addressState = 'of_another';
  return held;
}
