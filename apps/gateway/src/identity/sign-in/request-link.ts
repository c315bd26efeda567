import { findMemberships, findStaff } from '@goen/cases';
import type { Locale } from '@goen/contracts/public';
import type { GatewayContext } from '../../http/gateway-app.ts';

type LinkContext = Pick<GatewayContext, 'orm' | 'identity' | 'personHashKey'>;

/** Mails a link to members and staff; to anybody else nothing is mailed. */
export async function requestLink(
  context: LinkContext,
  { email, locale }: { readonly email: string; readonly locale: Locale },
): Promise<void> {
  if (!(await maySignIn(context, email))) return;
  await context.identity.auth().api.signInMagicLink({ body: { email, metadata: { locale } }, headers: new Headers() });
}

/** Members and staff may. */
export async function maySignIn({ orm, identity, personHashKey }: LinkContext, email: string): Promise<boolean> {
  const memberships = await findMemberships(orm, email, personHashKey);
  if (memberships.length > 0) return true;
  if (identity.settings.operatorUrl === null) return false;
  return (await findStaff(await identity.operatorOrm(), email, personHashKey)) !== null;
}
