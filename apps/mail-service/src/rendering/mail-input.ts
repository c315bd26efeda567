import type { MailKind, MailVariables, MessageRequest, SenderIdentity } from '@goen/contracts/internal';
import type { Locale } from '@goen/contracts/public';
import { isNamePlaceholder } from '@goen/contracts/text';
import { oneLine } from './one-line.ts';

/** What a mail is made from, beside its wording. `basis` decides how the footer explains why it was sent. */
export type MailInput = {
  readonly kind: MailKind;
  readonly locale: Locale;
  readonly to: Pick<MessageRequest['to'], 'familyName' | 'fullName'>;
  readonly sender: SenderIdentity;
  readonly basis: 'address_notified' | 'opt_in' | null;
  readonly variables: MailVariables;
};

/** Job names without blanks and placeholders. */
export const listJobNames = ({ variables }: MailInput): string[] =>
  variables.jobNames.map(oneLine).filter((name) => !isNamePlaceholder(name));
