import { type ChatKind, chatKinds, webhookEventTypes } from '@goen/contracts/public';
import { expect, test } from 'vitest';
import { chatEventTypes, findChatVendor, formatChatAddress, toChatRequest } from './index.ts';

const event = {
  type: 're_invitation.answered',
  data: { re_invitation_id: 'R', answer: 'interested', due_on: '2026-12-01' },
} as const;

test('Slack gets a text without markup of its own', () => {
  const address = formatChatAddress({ url: 'https://hooks.slack.com/services/T/B/x', token: null });
  const { url, body } = toChatRequest('slack', address, event, 'ja');
  expect([url, JSON.parse(body)]).toEqual([
    'https://hooks.slack.com/services/T/B/x',
    {
      text: '[Goen] 募集のご案内に、候補者から回答がありました。 「関心がある」との回答です。 期限：2026-12-01 (R)',
    },
  ]);
  const odd = { type: 'introduction.accepted' as const, data: { introduction_id: '<!channel>' } };
  expect(toChatRequest('slack', address, odd, 'en').body).toContain('&lt;!channel&gt;');
});

test('Teams gets an Adaptive Card, Chatwork a form with its token', () => {
  const card = toChatRequest(
    'teams',
    formatChatAddress({ url: 'https://x.logic.azure.com/w', token: null }),
    event,
    'en',
  );
  expect(JSON.parse(card.body)).toMatchObject({
    attachments: [
      { content: { type: 'AdaptiveCard', body: [{ text: expect.stringContaining('They are interested.') }] } },
    ],
  });
  const room = { url: 'https://api.chatwork.com/v2/rooms/1/messages', token: 'secret' };
  const { headers, body } = toChatRequest('chatwork', formatChatAddress(room), event, 'ja');
  expect(headers['x-chatworktoken']).toBe('secret');
  expect(new URLSearchParams(body).get('body')).toContain('回答がありました');
});

test.each<[ChatKind, string, boolean]>([
  ['slack', 'hooks.slack.com', true],
  ['slack', 'hooks.slack.com.evil.example', false],
  ['teams', 'prod-1.japaneast.logic.azure.com', true],
  ['teams', 'logic.azure.com.evil.example', false],
  ['chatwork', 'api.chatwork.com', true],
  ['chatwork', 'evil.example', false],
])('%s is at %s: %s', (kind, host, isOwn) => expect(findChatVendor(kind).isOwnHost(host)).toBe(isOwn));

test('every kind has a vendor, and every type of a chat is one of ours', () => {
  for (const kind of chatKinds) expect(findChatVendor(kind)).toBeDefined();
  for (const type of chatEventTypes) expect(webhookEventTypes).toContain(type);
});
