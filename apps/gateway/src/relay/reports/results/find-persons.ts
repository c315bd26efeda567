import { Candidate, type Em, FollowUpCase, Introduction, ReInvitation } from '@goen/case-store';
import { formatFullName } from '@goen/cases';

type About = {
  readonly case_id: string | null;
  readonly introduction_id: string | null;
  readonly re_invitation_id: string | null;
};
type Person = { readonly candidate_id: string | null; readonly name: string | null };

/** Whom the facts of a page are about: own candidates, and people of whom the company got the profile. */
export async function findPersons(
  em: Em,
  companyId: string,
  facts: readonly About[],
): Promise<(fact: About) => Person> {
  const idsOf = (column: keyof About) => [...new Set(facts.flatMap((fact) => fact[column] ?? []))];
  const fields = ['candidateId'] as const;
  const cases = await em.find(FollowUpCase, { companyId, id: { $in: idsOf('case_id') } }, { fields });
  const invitations = await em.find(ReInvitation, { companyId, id: { $in: idsOf('re_invitation_id') } }, { fields });
  const introductions = await em.find(Introduction, { companyId, id: { $in: idsOf('introduction_id') } });
  const candidateIds = new Map([...cases, ...invitations].map(({ id, candidateId }) => [id, candidateId]));
  const candidates = await em.find(Candidate, { companyId, id: { $in: [...new Set(candidateIds.values())] } });
  const names = new Map([
    ...candidates.map((candidate) => [candidate.id, formatFullName(candidate)] as const),
    ...introductions.map(({ id, person }) => [id, person?.name ?? null] as const),
  ]);
  return ({ case_id: caseId, introduction_id: introductionId, re_invitation_id: reInvitationId }) => {
    const candidateId = candidateIds.get(caseId ?? reInvitationId ?? '') ?? null;
    return { candidate_id: candidateId, name: names.get(candidateId ?? introductionId ?? '') ?? null };
  };
}
