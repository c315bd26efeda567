import { Candidate, type Em } from '@goen/case-store';
import { formatFullName } from '@goen/cases';
import { isTestKey, type StoredMessage } from '@goen/contracts/internal';
import type { MessageView } from '@goen/contracts/public';
import { findMailCases } from './find-mail-cases.ts';

/** Mails as members see them, with the candidate of each. In a session of the company. */
export async function viewMessages(em: Em, messages: readonly StoredMessage[]): Promise<MessageView[]> {
  const cases = await findMailCases(
    em,
    messages.map(({ key }) => key),
  );
  const ids = [...new Set([...cases.values()].map(({ candidateId }) => candidateId))];
  const candidates = await em.find(Candidate, { id: { $in: ids } });
  const names = new Map(candidates.map((candidate) => [candidate.id, formatFullName(candidate)]));
  return messages.map((message) => {
    const about = cases.get(message.key);
    return {
      id: message.id,
      kind: message.kind,
      case_id: about?.caseId ?? null,
      candidate_id: about?.candidateId ?? null,
      name: about ? (names.get(about.candidateId) ?? null) : null,
      rejection_ids: message.rejectionIds,
      test: isTestKey(message.key),
      regulated: message.regulated,
      locale: message.locale,
      state: message.state,
      state_since: message.stateSince,
      skip_reason: message.skipReason,
      missing: message.missing,
      failure: message.failure,
      waiting: message.waiting,
      created_at: message.createdAt,
      sent_at: message.sentAt,
    };
  });
}
