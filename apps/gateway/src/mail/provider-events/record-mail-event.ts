import { parseCaseIdFromMailKey } from '@goen/case-domain';
import { withCompany } from '@goen/case-store';
import { recordFacts } from '@goen/cases';
import type { MailEvent } from '@goen/contracts/internal';
import type { GatewayContext } from '../../http/gateway-app.ts';

/**
 * Records a bounce or complaint as a fact of the case that sent the mail, and wakes the case. A repeated event changes
 * nothing. Returns false for a mail without a case (a test, or a case that is gone).
 */
export async function recordMailEvent({ orm, now }: GatewayContext, event: MailEvent): Promise<boolean> {
  const caseId = parseCaseIdFromMailKey(event.key);
  if (caseId === null) return false;
  const at = now();
  const recorded = await withCompany(orm, event.company, (em) =>
    recordFacts(
      { em, now: at },
      {
        caseId,
        facts: {
          kind: event.kind === 'bounced' ? 'mail.bounced' : 'mail.complained',
          at,
          data: { messageId: event.messageId },
          dedupeKey: `${event.kind}:${event.messageId}`,
        },
      },
    ),
  );
  return recorded !== null;
}
