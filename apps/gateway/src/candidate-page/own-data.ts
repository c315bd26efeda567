import { type Em, FactRow } from '@goen/case-store';
import type { LinkTarget } from '@goen/cases';
import type { FactKind } from '@goen/contracts/workflow';
import type { PageModel } from './page-model.ts';

/** What the person did or received themselves; what the company decided about mails is not theirs. */
const shownFacts: readonly FactKind[] = [
  'mail.sent',
  'mail.unsubscribed',
  'consent.granted',
  'consent.declined',
  'consent.withdrawn',
  'registration.received',
  'case.paused',
  'case.resumed',
  'preferences.set',
  're_invitation.answered',
  're_invitation.resumed',
  'feedback.requested',
  'keeping.renewed',
];

/** The person's own data as a file (個人情報保護法 Art. 33): what the page shows, and what they did, with times. */
export async function buildOwnData(em: Em, { candidateId }: LinkTarget, { state }: PageModel, now: Date) {
  const facts = await em.find(FactRow, { candidateId, kind: { $in: [...shownFacts] } }, { orderBy: { seq: 'asc' } });
  return {
    exported_at: now.toISOString(),
    company: state.company,
    sender: { name: state.sender.name, address: state.sender.postalAddress, contact: state.sender.contact },
    operator: state.operator,
    keep_until: state.keepUntil,
    details: state.held,
    consents: state.consents,
    recipients: state.recipients.map(({ company, on, items }) => ({ company, on, items })),
    corrections: state.corrections,
    complaints: state.complaints.map(({ text, receivedAt, answer }) => ({ text, received_at: receivedAt, answer })),
    history: facts.map(({ kind, at }) => ({ kind, at: at.toISOString() })),
  };
}
