import { companySettingsChange, settingsChangeQuery, settingsChangeResult } from '@goen/contracts/public';
import { defineRoute, HttpProblem, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../http/gateway-app.ts';
import { readActor } from '../identity/principal.ts';
import { apiKey } from '../identity/require-key.ts';
import { changeCompanySettings } from './change-company-settings.ts';
import { previewChange } from './preview-change.ts';
import { toSettingsTag } from './view-settings.ts';

const ifMatch = z.looseObject({
  'If-Match': z.string().optional().describe('the `ETag` of the settings that the change was made from, or `*`'),
});

const route = defineRoute({
  method: 'patch',
  path: '/v1/settings',
  operationId: 'changeSettings',
  tags: ['settings'],
  summary: 'Change the settings of your company, or list which mails a change would move',
  description:
    'Fields that are left out stay, also those of an object; lists are replaced whole. `If-Match` is required, so that two changes at once lose none. With `dry_run=true` nothing changes: `moved_mails` lists the next mail of each open case that would leave at another time, wait for something else, enter the queue or leave it.',
  access: apiKey('settings:manage'),
  problems: ['settings_changed', 'if_match_missing'],
  request: {
    query: settingsChangeQuery,
    headers: ifMatch,
    body: jsonBody(companySettingsChange, {
      sender: { department: '人事部', english_department: 'Human Resources' },
      hours: { opens_at: '09:30' },
    }),
  },
  responses: { 200: jsonResponse(settingsChangeResult, 'The settings as they are, or would be, after the change.') },
});

export function addChangeSettings(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const tag = c.req.header('if-match');
    if (tag === undefined) throw new HttpProblem('if_match_missing');
    const request = {
      companyId: c.get('companyId'),
      change: c.req.valid('json'),
      version: tag.trim() === '*' ? undefined : tag.trim().replaceAll('"', ''),
      actor: readActor(c),
      now: context.now(),
    };
    const { dry_run: dryRun, ...page } = c.req.valid('query');
    if (dryRun === 'true') return c.json(await previewChange(context.orm, request, page), 200);
    const { result, settings } = await changeCompanySettings(context.orm, request);
    c.header('etag', toSettingsTag(settings));
    return c.json(result, 200);
  });
}
