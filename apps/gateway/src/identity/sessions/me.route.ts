import { findMemberships } from '@goen/cases';
import { chosenCompany, me } from '@goen/contracts/public';
import { HttpProblem, jsonBody, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { defineSessionRoute } from '../define-session-route.ts';
import { readMe } from './read-me.ts';

const get = defineSessionRoute({
  method: 'get',
  path: '/v1/me',
  operationId: 'getMe',
  summary: 'Who is signed in',
  responses: { 200: jsonResponse(me, 'The person, and as whom their requests count.') },
});
const choose = defineSessionRoute({
  method: 'put',
  path: '/v1/me/company',
  operationId: 'chooseCompany',
  summary: 'Choose the company to work for',
  description: 'For people who are members of several companies; the choice holds for this session.',
  request: { body: jsonBody(chosenCompany, { company_id: '018f7d4e-3c2a-7c1e-9b1a-2f6f5f1d9c3b' }) },
  responses: { 200: jsonResponse(me, 'As whom requests count from now on.') },
  problems: ['not_found'],
});

export function addMeRoutes(app: GatewayApp, context: GatewayContext): void {
  app.openapi(get, async (c) => c.json(await readMe(context, c.get('session')), 200));
  app.openapi(choose, async (c) => {
    const session = c.get('session');
    const { company_id: companyId } = c.req.valid('json');
    const memberships = await findMemberships(context.orm, session.email, context.personHashKey);
    const isOwn = memberships.some((member) => member.companyId === companyId);
    if (!isOwn || (session.boundCompanyId ?? companyId) !== companyId) throw new HttpProblem('not_found');
    await context.identity.pool.query('update session set "chosenCompanyId" = $1 where id = $2', [
      companyId,
      session.id,
    ]);
    return c.json(await readMe(context, { ...session, chosenCompanyId: companyId }), 200);
  });
}
