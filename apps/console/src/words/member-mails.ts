import type { Message } from '@goen/client';

/** The kinds of mail that go to members of the company. */
export const memberKinds = [
  'approval_reminder',
  'address_reminder',
  'introduction_notice',
  'introduction_follow_up',
  'employment_question',
  'interest_notice',
  'interest_reminder',
  'feedback_reminder',
  'member_news',
] as const satisfies readonly Message['kind'][];

const kinds: ReadonlySet<string> = new Set(memberKinds);
export const isToMember = ({ kind }: Pick<Message, 'kind'>): boolean => kinds.has(kind);
