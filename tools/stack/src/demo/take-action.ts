import type { DemoCandidate } from './demo-company.ts';
import type { GatewayApi } from './gateway-api.ts';
import { openMailbox } from './mailbox.ts';
import { waitUntil } from './wait-until.ts';

/** Does what a candidate does after the first mail: on their own page, or through the ATS. */
export async function takeAction(inboxUrl: string, api: GatewayApi, candidate: DemoCandidate): Promise<void> {
  const { action, address, application, caseId } = candidate;
  if (address === null) return;
  const mailbox = openMailbox(inboxUrl, address);
  const consent = async () => {
    await mailbox.press('relay.grant');
    await waitUntil(`the referral of ${application.applicationId}`, async () =>
      (await api.getCase(caseId)).timeline.some(({ kind }) => kind === 'referral.made'),
    );
  };
  const reportEvent = (type: string) =>
    api.reportEvent({
      type,
      source: application.source,
      occurred_at: new Date().toISOString(),
      candidate: { remote_id: application.candidateId },
    });
  switch (action) {
    case 'consent':
      return consent();
    case 'consent_then_withdraw':
      await consent();
      return mailbox.press('relay.withdraw');
    case 'decline':
      return mailbox.press('relay.decline');
    case 'unsubscribe':
      return mailbox.unsubscribe();
    case 'erase':
      return mailbox.press('erase.ask', 'erase');
    case 'reapply':
      return reportEvent('candidate.reapplied');
    case 'hire':
      return reportEvent('candidate.hired');
    case 'unreject':
    case 'nothing':
      return;
  }
}
