import { memberChange, memberPage, memberQuery, memberView, newMember } from '@goen/contracts/public';
import { defineRoute, HttpProblem, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../principal.ts';
import { apiKey } from '../require-key.ts';
import { changeMemberOf, inviteMember, listMembers, removeMemberOf, resendInvitation } from './members.ts';

const shared = { tags: ['members'] as string[] };
const params = z.object({ id: z.uuid() });
const example = { email: 'jiro@hinode.example.jp', name: '佐藤 次郎', role: 'recruiter' } as const;

const list = defineRoute({
  ...shared,
  method: 'get',
  path: '/v1/members',
  operationId: 'listMembers',
  summary: 'List the people of your company who sign in',
  access: apiKey('members:read'),
  request: { query: memberQuery },
  responses: { 200: jsonResponse(memberPage, 'A page of members, the newest first.') },
});
const invite = defineRoute({
  ...shared,
  method: 'post',
  path: '/v1/members',
  operationId: 'inviteMember',
  summary: 'Invite a person',
  description: 'They may sign in from now on; a mail tells them where.',
  access: apiKey('members:manage'),
  idempotent: 'steps',
  request: { body: jsonBody(newMember, example) },
  responses: { 201: jsonResponse(memberView, 'The new member.') },
  problems: ['already_member', 'too_many_attempts'],
});
const resend = defineRoute({
  ...shared,
  method: 'post',
  path: '/v1/members/{id}/invitation',
  operationId: 'resendInvitation',
  summary: 'Mail an invitation again',
  description: 'To a member in state `invited`.',
  access: apiKey('members:manage'),
  idempotent: 'steps',
  request: { params },
  responses: { 200: jsonResponse(memberView, 'The member; the mail is on its way.') },
  problems: ['already_member', 'too_many_attempts'],
});
const change = defineRoute({
  ...shared,
  method: 'patch',
  path: '/v1/members/{id}',
  operationId: 'changeMember',
  summary: 'Change the role, name or language of a member',
  access: apiKey('members:manage'),
  request: { params, body: jsonBody(memberChange, { role: 'approver' }) },
  responses: { 200: jsonResponse(memberView, 'The changed member; the new role counts from their next request on.') },
  problems: ['last_owner'],
});
const remove = defineRoute({
  ...shared,
  method: 'delete',
  path: '/v1/members/{id}',
  operationId: 'removeMember',
  summary: 'Remove a member',
  description:
    'Their sessions count for your company no more, from their next request on. API keys belong to the company: those that they made still work, until somebody revokes them.',
  access: apiKey('members:manage'),
  request: { params },
  responses: { 200: jsonResponse(memberView, 'Removed. `active_api_keys` says how many of their keys still work.') },
  problems: ['last_owner'],
});

export function addMemberRoutes(app: GatewayApp, context: GatewayContext): void {
  app.openapi(list, async (c) => c.json(await listMembers(context, c.get('companyId'), c.req.valid('query')), 200));
  app.openapi(invite, async (c) => {
    const member = await inviteMember(context, c.get('companyId'), c.req.valid('json'), readActor(c));
    if (member === null) throw new HttpProblem('already_member');
    return c.json(member, 201);
  });
  app.openapi(resend, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await resendInvitation(context, c.get('companyId'), id, readActor(c)), 200);
  });
  app.openapi(change, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await changeMemberOf(context, c.get('companyId'), id, c.req.valid('json'), readActor(c)), 200);
  });
  app.openapi(remove, async (c) => {
    return c.json(await removeMemberOf(context, c.get('companyId'), c.req.valid('param').id, readActor(c)), 200);
  });
}
