import { type Fact, isResultMail } from '@goen/contracts/workflow';
import { parseInstantMs } from './calendar.ts';
import type { CaseInput } from './case-input.ts';
import { sortFacts } from './facts.ts';
import type { MailStep } from './steps.ts';

/** That somebody wrote a text that a mail contains: `by` as `formatActor` writes it. */
export type Writing = { readonly by: string; readonly atMs: number };

type Written = { readonly seq: number; readonly at: string; readonly data: { readonly by: string } };
type TextFact = Written & { readonly data: { readonly editId: string | null } };

/** The last of these, sorted by `seq`, that changed the text of its mail. An approval of the text that it had is none. */
const findLastChange = (texts: readonly TextFact[]): TextFact | undefined =>
  texts.findLast(({ data }, index) => data.editId !== (texts[index - 1]?.data.editId ?? null));

/** Who last changed the text of a mail, by its approvals and edits. */
export const findLastEdit = (texts: readonly TextFact[]): Writing | null => toWriting(findLastChange(texts));

type MailContent = Pick<MailStep, 'mail' | 'rejectionIds'>;

/** What was last written for exactly this mail: an edit, a personal note, the answer to a request for feedback. */
export function findLastWriting({ facts }: Pick<CaseInput, 'facts'>, mail: MailContent): Writing | null {
  const sorted = sortFacts(facts);
  const edit = findLastChange(sorted.filter((fact) => isTextOf(fact, mail)));
  const part = sorted.findLast((fact): fact is PartFact => isPartOf(fact, mail));
  return toWriting((part?.seq ?? 0) > (edit?.seq ?? 0) ? part : edit);
}

const isTextOf = (fact: Fact, { mail, rejectionIds }: MailContent): fact is Extract<Fact, TextFact> =>
  (fact.kind === 'mail.approved' || fact.kind === 'mail.edited') &&
  fact.data.mail === mail &&
  fact.data.rejectionIds.length === rejectionIds.length &&
  rejectionIds.every((id) => fact.data.rejectionIds.includes(id));

type PartFact = Extract<Fact, { kind: 'note.written' | 'feedback.answered' }>;
const isPartOf = (fact: Fact, { mail, rejectionIds }: MailContent): boolean =>
  ((fact.kind === 'note.written' && isResultMail(mail)) ||
    (fact.kind === 'feedback.answered' && (mail === 'feedback_answer' || mail === 'feedback_refusal'))) &&
  rejectionIds.includes(fact.data.rejectionId);

const toWriting = (written: Written | undefined): Writing | null =>
  written ? { by: written.data.by, atMs: parseInstantMs(written.at) } : null;
