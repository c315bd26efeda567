import { type ChatVendor, json } from './chat-vendor.ts';

/** An incoming webhook of Slack: `https://hooks.slack.com/services/…`. */
export const slack: ChatVendor = {
  isOwnHost: (host) => host === 'hooks.slack.com' || host === 'hooks.slack-gov.com',
  needsToken: false,
  toRequest: ({ url }, text) => ({ url, headers: json, body: JSON.stringify({ text: escapeMarkup(text) }) }),
};

/** Slack reads `<…>` as a link or a mention. */
const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
