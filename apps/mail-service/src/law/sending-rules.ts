import type { MessageRequest, SenderIdentity, SkipReason } from '@goen/contracts/internal';
import { isRegulated } from '@goen/contracts/workflow';

/** Mails that advertise are regulated (特定電子メール法 Art. 2 no. 2): `isRegulated` says which kinds. */
type RegulatedMail = Pick<MessageRequest, 'basis' | 'sender'> & {
  readonly variables: Pick<MessageRequest['variables'], 'unsubscribeUrl'>;
};

type SendingRule = {
  /** Of 特定電子メール法 (平成14年法律第26号), or of its 施行規則 where it says so. */
  readonly article: string;
  readonly reason: SkipReason;
  /** What must be present: a path into the request. */
  readonly requires: string;
  readonly isMet: (mail: RegulatedMail) => boolean;
};

const isPresent = (text: string | null): boolean => text !== null && text.trim() !== '';
const requireIdentity = (article: string, part: 'name' | 'postalAddress' | 'contact'): SendingRule => ({
  article,
  reason: 'sender_incomplete',
  requires: `sender.${part}`,
  isMet: ({ sender }: { sender: SenderIdentity }) => isPresent(sender[part]),
});
const requireProof = (part: 'at' | 'method' | 'textVersion' | 'textHash'): SendingRule => ({
  article: 'Art. 3(2)',
  reason: 'no_basis',
  requires: `basis.proof.${part}`,
  isMet: ({ basis }) => basis?.kind !== 'opt_in' || isPresent(basis.proof[part]),
});

/** The notice that one can unsubscribe (施行規則 Art. 9 no. 1) is part of the footer and can't be missing. */
export const sendingRules: readonly SendingRule[] = [
  requireIdentity('Art. 4 no. 1', 'name'),
  {
    article: 'Art. 4 no. 2',
    reason: 'sender_incomplete',
    requires: 'variables.unsubscribeUrl',
    isMet: ({ variables }) => isPresent(variables.unsubscribeUrl),
  },
  requireIdentity('Art. 4 no. 3; 施行規則 Art. 9 no. 2', 'postalAddress'),
  requireIdentity('Art. 4 no. 3; 施行規則 Art. 9 no. 3', 'contact'),
  { article: 'Art. 3(1)', reason: 'no_basis', requires: 'basis', isMet: ({ basis }) => basis !== null },
  requireProof('at'),
  requireProof('method'),
  requireProof('textVersion'),
  requireProof('textHash'),
];

export type RuleViolation = { readonly reason: SkipReason; readonly missing: readonly string[] };

/** What the law requires of a regulated mail and is missing; null: nothing, or the mail is not regulated. */
export function findRuleViolation(kind: MessageRequest['kind'], mail: RegulatedMail): RuleViolation | null {
  const violated = isRegulated(kind) ? sendingRules.filter(({ isMet }) => !isMet(mail)) : [];
  const [first] = violated;
  return first ? { reason: first.reason, missing: violated.map(({ requires }) => requires) } : null;
}
