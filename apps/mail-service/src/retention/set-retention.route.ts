import { newMailRetention } from '@goen/contracts/internal';
import { defineRoute, jsonBody } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import { z } from 'zod';
import { calledBy, type MailApp } from '../mail-app.ts';
import { setRetentionDays } from './retention-settings.ts';
import type { RetentionDays } from './rules.ts';

const route = defineRoute({
  method: 'put',
  path: '/retention/{kind}',
  operationId: 'setRetention',
  summary: 'Set for how many days one kind of data is kept, from the next purge on',
  access: calledBy('gateway'),
  problems: ['not_found', 'settings_changed'],
  request: {
    params: z.object({ kind: z.string().max(50) }),
    body: jsonBody(newMailRetention, { keep_days: 60, version: 0 }),
  },
  responses: { 204: { description: 'Set.' } },
});

export function addSetRetention(app: MailApp, orm: Database, byDefault: RetentionDays): void {
  app.openapi(route, async (c) => {
    const { keep_days: keepDays, version } = c.req.valid('json');
    await setRetentionDays(orm, byDefault, { kind: c.req.valid('param').kind, keepDays, version });
    return c.body(null, 204);
  });
}
