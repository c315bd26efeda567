import { type SendingStatus, sendingStatus } from '@goen/contracts/internal';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { calledBy, type MailApp } from '../mail-app.ts';
import type { MailContext } from '../mail-context.ts';

const route = defineRoute({
  method: 'get',
  path: '/sending',
  operationId: 'getSendingStatus',
  summary: 'What this process has sent since it started, and how well requests are filled',
  access: calledBy('gateway'),
  responses: { 200: jsonResponse(sendingStatus, 'Per configured provider.') },
});

export function addGetSendingStatus(app: MailApp, { lanes }: Pick<MailContext, 'lanes'>): void {
  app.openapi(route, (c) => {
    const providers = [...lanes].map(([provider, { dispatcher }]): SendingStatus['providers'][number] => {
      const { batches, mails, waiting } = dispatcher.readCounts();
      return { provider, batches, mails, mean_batch_size: batches === 0 ? null : mails / batches, waiting };
    });
    return c.json({ providers }, 200);
  });
}
