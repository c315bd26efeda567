import { Company, withCompany } from '@goen/case-store';
import { findMemberships } from '@goen/cases';
import type { Me } from '@goen/contracts/public';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { chooseMembership } from '../choose-membership.ts';
import { findStaffOf } from '../find-staff-of.ts';
import { roleScopes } from '../roles.ts';
import type { Session } from './find-session.ts';

/** Who is signed in, and as whom their requests count. */
export async function readMe(context: GatewayContext, session: Session): Promise<Me> {
  const memberships = (await findMemberships(context.orm, session.email, context.personHashKey)).filter(
    ({ companyId }) => session.boundCompanyId === null || session.boundCompanyId === companyId,
  );
  const names = new Map<string, string>();
  for (const { companyId } of memberships) names.set(companyId, await readCompanyName(context, companyId));
  const toCompany = (id: string) => ({ id, name: names.get(id) ?? '' });
  const member = chooseMembership(memberships, session);
  const staff = await findStaffOf(context, session);
  return {
    email: session.email,
    name: member?.name ?? staff?.name ?? null,
    signed_in_by: session.signedInBy,
    signed_in_at: session.signedInAt.toISOString(),
    member: member
      ? {
          id: member.id,
          name: member.name,
          role: member.role,
          scopes: [...roleScopes[member.role]],
          company: toCompany(member.companyId),
        }
      : null,
    companies: memberships.map(({ companyId, role }) => ({ ...toCompany(companyId), role })),
    is_operator: staff !== null,
  };
}

const readCompanyName = ({ orm }: GatewayContext, companyId: string): Promise<string> =>
  withCompany(orm, companyId, async (em) => (await em.findOneOrFail(Company, { id: companyId })).name);
