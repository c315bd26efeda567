import type { Member } from '@goen/case-store';
import type { Session } from './sessions/find-session.ts';

/** Of several memberships the chosen one, else the oldest; after single sign-on that of its company, and no other. */
export function chooseMembership(
  memberships: readonly Member[],
  { boundCompanyId, chosenCompanyId }: Pick<Session, 'boundCompanyId' | 'chosenCompanyId'>,
): Member | undefined {
  const findIn = (companyId: string | null) => memberships.find((member) => member.companyId === companyId);
  return boundCompanyId === null ? (findIn(chosenCompanyId) ?? memberships[0]) : findIn(boundCompanyId);
}
