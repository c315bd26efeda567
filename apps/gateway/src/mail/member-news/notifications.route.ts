import { memberNotifications } from '@goen/contracts/public';
import { defineRoute, HttpProblem, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { type MemberPrincipal, type Principal, readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { changeNotifications, readNotifications } from './notification-settings.ts';

const example = { acceptances: 'at_once', interests: 'daily', failures: 'off', corrections: 'at_once' } as const;
const get = defineRoute({
  method: 'get',
  path: '/v1/me/notifications',
  operationId: 'getNotifications',
  tags: ['sign-in'],
  summary: 'What you hear of by mail',
  description: 'Of a signed-in member; 404 with an API key.',
  access: apiKey('mail:read'),
  problems: ['not_found'],
  responses: { 200: jsonResponse(memberNotifications, 'Your settings, or the defaults of your role.') },
});
const put = defineRoute({
  method: 'put',
  path: '/v1/me/notifications',
  operationId: 'changeNotifications',
  tags: ['sign-in'],
  summary: 'Choose what you hear of by mail',
  description:
    '`at_once`: within minutes, one mail for everything new; `daily`: one mail a day, at 9:00 in Asia/Tokyo. The mails have counts and no names.',
  access: apiKey('mail:read'),
  problems: ['not_found'],
  request: {
    body: jsonBody(memberNotifications, example),
  },
  responses: { 200: jsonResponse(memberNotifications, 'Your settings as they are now.') },
});

const params = z.object({ id: z.uuid() });
const getOfMember = defineRoute({
  method: 'get',
  path: '/v1/members/{id}/notifications',
  operationId: 'getMemberNotifications',
  tags: ['members'],
  summary: 'What a member hears of by mail',
  access: apiKey('members:manage'),
  request: { params },
  responses: { 200: jsonResponse(memberNotifications, 'Their settings, or the defaults of their role.') },
});
const putOfMember = defineRoute({
  method: 'put',
  path: '/v1/members/{id}/notifications',
  operationId: 'changeMemberNotifications',
  tags: ['members'],
  summary: 'Choose what a member hears of by mail',
  description: 'For somebody who is away or takes over; members can still change it themselves.',
  access: apiKey('members:manage'),
  request: { params, body: jsonBody(memberNotifications, example) },
  responses: { 200: jsonResponse(memberNotifications, 'Their settings as they are now.') },
});

export function addNotificationRoutes(app: GatewayApp, context: GatewayContext): void {
  app.openapi(get, async (c) => c.json(await readNotifications(context, requireMember(c.get('principal'))), 200));
  app.openapi(put, async (c) =>
    c.json(
      await changeNotifications(context, requireMember(c.get('principal')), c.req.valid('json'), readActor(c)),
      200,
    ),
  );
  app.openapi(getOfMember, async (c) =>
    c.json(await readNotifications(context, { companyId: c.get('companyId'), memberId: c.req.valid('param').id }), 200),
  );
  app.openapi(putOfMember, async (c) => {
    const member = { companyId: c.get('companyId'), memberId: c.req.valid('param').id };
    return c.json(await changeNotifications(context, member, c.req.valid('json'), readActor(c)), 200);
  });
}

/** A key hears of nothing by mail. */
function requireMember(principal: Principal): MemberPrincipal {
  if (principal.kind !== 'member') throw new HttpProblem('not_found');
  return principal;
}
