import { memberView, newCompanyOwner } from '@goen/contracts/public';
import { HttpProblem, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { inviteMember } from '../../identity/members/members.ts';
import { readActor } from '../../identity/principal.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';
import { getOperatorCompany } from './list-companies.ts';

const route = defineOperatorRoute({
  method: 'post',
  path: '/operator/companies/{id}/owners',
  operationId: 'inviteOwner',
  tags: ['operator-companies'],
  summary: 'Invite an owner of a company by mail, such as when it has none who signs in any more',
  problems: ['already_member'],
  request: {
    params: z.object({ id: z.uuid() }),
    body: jsonBody(newCompanyOwner, { email: 'hanako@hinode.example.jp', name: '日野 花子' }),
  },
  responses: { 201: jsonResponse(memberView, 'The owner, who can sign in from now on.') },
});

export function addInviteOwner(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => {
    const company = await getOperatorCompany(context, c.req.valid('param').id);
    const owner = { ...c.req.valid('json'), role: 'owner' } as const;
    const member = await inviteMember(context, company.id, owner, readActor(c));
    if (member === null) throw new HttpProblem('already_member');
    return c.json(member, 201);
  });
}
