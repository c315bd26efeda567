import { openCaseStore, withCompany } from '@goen/case-store';
import { recordReInvitation } from '@goen/cases';
import type { ConsoleStack } from './console-stack.ts';
import type { TestCompany } from './test-company.ts';

/** Records that the mail about an opening was sent, as a worker does. */
export async function sendTestInvitation(
  { casesAppUrl }: ConsoleStack,
  { id: companyId }: TestCompany,
  reInvitationId: string,
): Promise<void> {
  const orm = await openCaseStore({ url: casesAppUrl, maxConnections: 1 });
  const at = new Date();
  const data = { n: 1, mail: 're_invitation', messageId: 'test', date: at.toISOString().slice(0, 10) } as const;
  const sent = { kind: 'mail.sent', at, data, dedupeKey: 'mail:1' } as const;
  try {
    await withCompany(orm, companyId, (em) => recordReInvitation(em, reInvitationId, at, () => sent));
  } finally {
    await orm.close(true);
  }
}
