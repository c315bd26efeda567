import { defineRoute, HttpProblem, rawResponse } from '@goen/service-kit';
import { streamSSE } from 'hono/streaming';
import type { GatewayApp, GatewayContext } from '../http/gateway-app.ts';
import { findCurrentMember, signedIn } from '../identity/index.ts';
import { readSession } from '../identity/sessions/find-session.ts';
import { collectChanges, streamChanges } from './stream-changes.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/live',
  operationId: 'followChanges',
  tags: ['live'],
  summary: 'Follow what changes in your company',
  description: `
Server-sent events for the pages of a person who signed in; not for API keys, which have webhooks. \`changed\` names topics
(\`{"topics": ["mails"]}\`) and carries no data: read the lists again that show them. \`hello\` comes first; \`resync\` says that
something may have been missed, so that everything should be read again. The stream ends with the session, and when the
person is no longer a member or works for another company; browsers reconnect by themselves. A session has 6 at most.`,
  access: signedIn,
  responses: { 200: rawResponse('text/event-stream', 'Events, for as long as the page follows.') },
  problems: ['not_found', 'too_many_streams', 'unavailable'],
});

export function addLive(app: GatewayApp, context: GatewayContext): void {
  const { live, identity } = context;
  app.openapi(route, async (c) => {
    const session = c.get('session');
    const member = await findCurrentMember(context, session);
    if (member === null) throw new HttpProblem('not_found', { detail: 'You are not a member of a company.' });
    if (live.stopping.aborted) throw new HttpProblem('unavailable');
    const changes = collectChanges();
    const { companyId } = member;
    const following = live.follow({ companyId, sessionId: session.id, onChange: (topics) => changes.add(topics) });
    if (following === null) throw new HttpProblem('too_many_streams', { headers: { 'retry-after': '30' } });
    /** Reads the session without extending it: a page that is left open must not keep a person signed in. */
    async function isStillAllowed(): Promise<boolean> {
      const current = await readSession(identity.pool, session.id);
      const now = current && (await findCurrentMember(context, current));
      return now?.id === member?.id;
    }
    c.header('x-accel-buffering', 'no');
    const isReconnect = c.req.header('last-event-id') !== undefined;
    return streamSSE(c, async (stream) => {
      try {
        await streamChanges(stream, {
          changes,
          stopping: live.stopping,
          heartbeatMs: live.heartbeatMs,
          isStillAllowed,
          isReconnect,
        });
      } catch (error) {
        // The browser reconnects.
        context.logger.warn({ err: error }, 'A stream of changes ended early');
      } finally {
        following.leave();
      }
    });
  });
}
