import { addDays, findDayOff, findWindowOn } from '@goen/case-domain';
import { type SendingDayQuery, type SendingDays, sendingDayQuery, sendingDays } from '@goen/contracts/public';
import type { SendingHours } from '@goen/contracts/workflow';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../http/gateway-app.ts';
import { apiKey } from '../identity/require-key.ts';
import { loadCompanySettings } from '../services/read-company-settings.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/sending-days',
  operationId: 'listSendingDays',
  tags: ['settings'],
  summary: 'When your mails may leave, day by day',
  description: 'By the sending hours in your settings, with public holidays and closures.',
  access: apiKey('settings:read'),
  request: { query: sendingDayQuery },
  responses: { 200: jsonResponse(sendingDays, 'Every day of the period.') },
});

export function addListSendingDays(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { hours } = await loadCompanySettings(context.orm, c.get('companyId'));
    return c.json({ items: listSendingDays(c.req.valid('query'), hours) }, 200);
  });
}

function listSendingDays({ from, until }: SendingDayQuery, hours: SendingHours): SendingDays['items'] {
  const usual = { ...hours, shortClosesAt: hours.closesAt };
  const days: SendingDays['items'] = [];
  for (let date = from; date <= until; date = addDays(date, 1)) {
    const window = findWindowOn(date, hours);
    const off = findDayOff(date, hours);
    days.push({
      date,
      opens_at: window && new Date(window.startMs).toISOString(),
      closes_at: window && new Date(window.endMs).toISOString(),
      closes_early: window !== null && window.endMs < (findWindowOn(date, usual)?.endMs ?? 0),
      day_off: off?.reason ?? null,
      holiday: off?.name ?? null,
    });
  }
  return days;
}
