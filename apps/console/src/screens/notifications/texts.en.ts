import type { Words } from '../../i18n/define-texts.ts';
import type { japanese } from './texts.ja.ts';

export const english = {
  byMail: 'Mails to you',
  byMailAdvice: 'They go to {{email}}, and have counts but no names of candidates.',
  topics: {
    acceptances: { label: 'Acceptances', about: 'Candidates who accept an introduction' },
    interests: { label: 'Interest', about: 'Former candidates who are interested in an opening, or apply again' },
    corrections: { label: 'Corrections', about: 'Candidates who ask for a correction of their details' },
    failures: { label: 'Failures', about: 'Mails that bounced, or could not be delivered' },
  },
  frequencies: { at_once: 'At once', daily: 'Daily', off: 'Off' },
  digest: '“At once” means one mail for everything new within minutes, “Daily” one mail at 9:00 in Japan.',
  saved: 'Your notifications were saved',
  byChat: 'Chats',
  byChatAdvice: 'The chat of your team (Slack, Microsoft Teams, Chatwork) hears of what members act on.',
  byChatOwner: 'Owners set up notifications in the chat of your team (Slack, Microsoft Teams, Chatwork).',
  noChats: 'There is no chat yet.',
  addChat: 'Add a chat',
  formats: { standard: 'Webhook', slack: 'Slack', teams: 'Microsoft Teams', chatwork: 'Chatwork' },
  states: { enabled: 'Enabled', disabled: 'Disabled' },
} as const satisfies Words<typeof japanese>;
