import { OperatorStaff } from '@goen/case-store';
import { addStaff, removeStaff } from '@goen/cases';
import { newStaff, staffList, staffView } from '@goen/contracts/public';
import { HttpProblem, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { defineOperatorRoute } from '../../operator/define-operator-route.ts';
import { forgetAccount } from '../members/members.ts';
import { readActor } from '../principal.ts';
import { sendStaffInvitation } from '../sign-in/send-sign-in-mail.ts';

const shared = { tags: ['staff'] as string[] };
const list = defineOperatorRoute({
  ...shared,
  method: 'get',
  path: '/operator/staff',
  operationId: 'listStaff',
  summary: 'List the people of the operator',
  responses: { 200: jsonResponse(staffList, 'Everybody who signs in for the operator.') },
});
const add = defineOperatorRoute({
  ...shared,
  method: 'post',
  path: '/operator/staff',
  operationId: 'addStaff',
  summary: 'Add a person of the operator, and tell them by mail where to sign in',
  description: 'They may request a sign-in link from now on. The mail needs `OPERATOR_MAIL_FROM`.',
  request: { body: jsonBody(newStaff, { email: 'jiro@goen.example', name: '運営 次郎' }) },
  responses: { 201: jsonResponse(staffView, 'The new person.') },
  problems: ['already_member'],
});
const remove = defineOperatorRoute({
  ...shared,
  method: 'delete',
  path: '/operator/staff/{id}',
  operationId: 'removeStaff',
  summary: 'Remove a person of the operator',
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 204: { description: 'Removed; their next request is refused.' } },
  problems: ['last_operator'],
});

const view = ({ id, email, name, locale, createdAt }: OperatorStaff): z.infer<typeof staffView> => ({
  id,
  email: email ?? null,
  name,
  locale,
  created_at: createdAt.toISOString(),
});

export function addStaffRoutes(app: GatewayApp, context: GatewayContext): void {
  const { identity, personHashKey } = context;
  app.openapi(list, async (c) => {
    const { em } = await identity.operatorOrm();
    const rows = await em
      .fork()
      .find(OperatorStaff, { removedAt: null }, { orderBy: { createdAt: 'desc', id: 'desc' } });
    return c.json({ items: rows.map(view) }, 200);
  });
  app.openapi(add, async (c) => {
    const { em } = await identity.operatorOrm();
    const staff = c.req.valid('json');
    const row = await em.fork().transactional((inner) => addStaff(inner, staff, personHashKey, readActor(c)));
    if (row === null) throw new HttpProblem('already_member');
    const { email, locale } = staff;
    identity.inBackground(sendStaffInvitation(context, identity.settings, { email, locale }));
    return c.json(view(row), 201);
  });
  app.openapi(remove, async (c) => {
    const { em } = await identity.operatorOrm();
    const { id } = c.req.valid('param');
    const outcome = await em.fork().transactional((inner) => removeStaff(inner, id, readActor(c)));
    if ('refusal' in outcome) throw new HttpProblem(outcome.refusal);
    await forgetAccount(context, outcome.email);
    return c.body(null, 204);
  });
}
