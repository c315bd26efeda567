import { type SuppressionPage, suppressionPage } from '@goen/contracts/public';
import { askService } from '../../http/ask-service.ts';
import type { GatewayContext } from '../../http/gateway-app.ts';

/** A page of the addresses that must not be mailed for a company, as mail-service keeps them: hashed. */
export async function listSuppressions(
  { mail }: GatewayContext,
  company: string,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<SuppressionPage> {
  const answer = await askService(mail, '/suppressions', { query: { company, limit, cursor } });
  return suppressionPage.parse(await answer.json());
}
