import { type MessageRequest, type SenderIdentity, type SkipReason } from '@goen/contracts/internal';
import { isRegulated } from '@goen/contracts/workflow';

/** Regulated is what advertises (特定電子メール法 Art. 2 no. 2): every kind but the plain result. */
type Regulated = Pick<MessageRequest, 'basis' | 'sender'> & {
  readonly variables: Pick<MessageRequest['variables'], 'unsubscribeUrl'>;
};

type Rule = {
  /** Of 特定電子メール法 (平成14年法律第26号), or of its 施行規則 where it says so. */
  readonly article: string;
  readonly reason: SkipReason;
  /** What must be there: a path into the request. */
  readonly needs: string;
  readonly isThere: (request: Regulated) => boolean;
};

const said = (text: string | null): boolean => text !== null && text.trim() !== '';
const identity = (article: string, part: 'name' | 'postalAddress' | 'contact'): Rule => ({
  article,
  reason: 'sender_incomplete',
  needs: `sender.${part}`,
  isThere: ({ sender }: { sender: SenderIdentity }) => said(sender[part]),
});
const proof = (part: 'at' | 'method' | 'textVersion' | 'textHash'): Rule => ({
  article: 'Art. 3(2)',
  reason: 'no_basis',
  needs: `basis.proof.${part}`,
  isThere: ({ basis }) => basis?.kind !== 'opt_in' || said(basis.proof[part]),
});

/** The statement that refusing is possible (施行規則 Art. 9 no. 1) is the footer's own, and can't be missing. */
export const sendingRules: readonly Rule[] = [
  identity('Art. 4 no. 1', 'name'),
  {
    article: 'Art. 4 no. 2',
    reason: 'sender_incomplete',
    needs: 'variables.unsubscribeUrl',
    isThere: ({ variables }) => said(variables.unsubscribeUrl),
  },
  identity('Art. 4 no. 3; 施行規則 Art. 9 no. 2', 'postalAddress'),
  identity('Art. 4 no. 3; 施行規則 Art. 9 no. 3', 'contact'),
  { article: 'Art. 3(1)', reason: 'no_basis', needs: 'basis', isThere: ({ basis }) => basis !== null },
  proof('at'),
  proof('method'),
  proof('textVersion'),
  proof('textHash'),
];

export type RuleViolation = { readonly reason: SkipReason; readonly missing: readonly string[] };

/** What the law wants of a regulated mail and is not there; null: nothing, or the mail is a plain result. */
export function findRuleViolation(kind: MessageRequest['kind'], request: Regulated): RuleViolation | null {
  const broken = isRegulated(kind) ? sendingRules.filter(({ isThere }) => !isThere(request)) : [];
  const [first] = broken;
  return first ? { reason: first.reason, missing: broken.map(({ needs }) => needs) } : null;
}
