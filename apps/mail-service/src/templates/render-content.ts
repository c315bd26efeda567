import type { MailKind } from '@goen/contracts';
import type { Template, TemplateInput } from './content.ts';
import { firstFollowUp } from './first-follow-up.ts';
import { footerOf } from './footer.ts';
import { htmlOf } from './html.ts';
import { rejection } from './rejection.ts';
import { rejectionRelay } from './rejection-relay.ts';
import { relayReminder } from './relay-reminder.ts';
import { secondFollowUp } from './second-follow-up.ts';
import { textOf } from './text.ts';

const templates: Record<MailKind, Template> = {
  rejection,
  rejection_relay: rejectionRelay,
  relay_reminder: relayReminder,
  first_follow_up: firstFollowUp,
  second_follow_up: secondFollowUp,
};

export type RenderedContent = { subject: string; html: string; text: string };

export async function renderContent(kind: MailKind, input: TemplateInput): Promise<RenderedContent> {
  const content = templates[kind](input);
  const footer = footerOf(kind, input);
  return { subject: content.subject, html: await htmlOf(input, content, footer), text: textOf(input, content, footer) };
}
