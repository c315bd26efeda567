import type { ChatVendor } from './chat-vendor.ts';

/** Chatwork has no incoming webhook: a message is posted to a room with the API token of an account in it. */
export const chatwork: ChatVendor = {
  isOwnHost: (host) => host === 'api.chatwork.com',
  needsToken: true,
  toRequest: ({ url, token }, text) => ({
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-chatworktoken': token ?? '' },
    body: new URLSearchParams({ body: text, self_unread: '1' }).toString(),
  }),
};
