import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import type { RetentionRule } from '@goen/service-kit/retention';
import { z } from 'zod';
import { calledBy, type MailApp } from '../mail-app.ts';
import { describeRetention } from './purge-expired.ts';

const retention = z
  .object({
    items: z.array(
      z.object({
        kind: z.string(),
        keep_days: z.number().int(),
        expired_rows: z.number().int().describe('what the next purge deletes or blanks'),
        last_run: z
          .object({ rows: z.number().int(), is_complete: z.boolean(), ended_at: z.string() })
          .nullable()
          .describe('null: never'),
      }),
    ),
  })
  .meta({ id: 'MailRetention' });

const route = defineRoute({
  method: 'get',
  path: '/retention',
  operationId: 'getRetention',
  summary: 'How long each kind of data is kept, what is older now, and the last purge',
  access: calledBy('gateway'),
  responses: { 200: jsonResponse(retention, 'One item per kind of data.') },
});

export function addGetRetention(app: MailApp, orm: Database, rules: readonly RetentionRule[]): void {
  app.openapi(route, async (c) => c.json(await describeRetention(orm, rules), 200));
}
