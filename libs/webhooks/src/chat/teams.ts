import { type ChatVendor, json } from './chat-vendor.ts';

const hosts = ['.logic.azure.com', '.api.powerplatform.com', '.webhook.office.com'];

/** A workflow of Teams that starts “when a Teams webhook request is received”. It takes an Adaptive Card. */
export const teams: ChatVendor = {
  isOwnHost: (host) => hosts.some((suffix) => host.endsWith(suffix)),
  needsToken: false,
  toRequest: ({ url }, text) => ({ url, headers: json, body: JSON.stringify(toCard(text)) }),
};

const toCard = (text: string) => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: {
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        type: 'AdaptiveCard',
        version: '1.4',
        body: [{ type: 'TextBlock', text, wrap: true }],
      },
    },
  ],
});
