import { mailRetention, mailRetentionQuery } from '@goen/contracts/internal';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import { calledBy, type MailApp } from '../mail-app.ts';
import { describeRetention } from './describe-retention.ts';
import type { RetentionDays } from './rules.ts';

const route = defineRoute({
  method: 'get',
  path: '/retention',
  operationId: 'getRetention',
  summary: 'How long each kind of data is kept, what is older now, and the last purge',
  access: calledBy('gateway'),
  problems: ['not_found'],
  request: { query: mailRetentionQuery },
  responses: { 200: jsonResponse(mailRetention, 'One item per kind of data.') },
});

export function addGetRetention(app: MailApp, orm: Database, byDefault: RetentionDays): void {
  app.openapi(route, async (c) => {
    const { counted, kind, keep_days: keepDays } = c.req.valid('query');
    const proposal = kind === undefined || keepDays === undefined ? null : { kind, keepDays };
    return c.json(await describeRetention(orm, byDefault, { isCounted: counted === 'true', proposal }), 200);
  });
}
