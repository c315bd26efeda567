import { Suppression } from '../database/suppression.ts';
import type { MailContext } from '../mail-context.ts';

type Recipient = { personHash: string; companyId: string; regulated: boolean };

/** `all` stops every mail on the platform; `regulated` the regulated mails of one company. */
export async function isSuppressed({ orm }: MailContext, recipient: Recipient): Promise<boolean> {
  const { personHash, companyId, regulated } = recipient;
  const ofCompany = { scope: 'regulated' as const, companyId };
  const count = await orm.em
    .fork()
    .count(Suppression, { personHash, $or: [{ scope: 'all' }, ...(regulated ? [ofCompany] : [])] });
  return count > 0;
}
