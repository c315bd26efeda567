import type { OperatorStaff } from '@goen/case-store';
import { findStaff } from '@goen/cases';
import type { GatewayContext } from '../http/gateway-app.ts';
import type { Session } from './sessions/find-session.ts';

/** The person of the operator whose session it is: a company's identity provider cannot vouch for the operator's people. */
export async function findStaffOf(
  { identity, personHashKey }: Pick<GatewayContext, 'identity' | 'personHashKey'>,
  { email, boundCompanyId }: Session,
): Promise<OperatorStaff | null> {
  if (boundCompanyId !== null || identity.settings.operatorUrl === null) return null;
  return findStaff(await identity.operatorOrm(), email, personHashKey);
}
