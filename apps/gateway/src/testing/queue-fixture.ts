import {
  type MailDecision,
  type MailDecisionResult,
  mailDecisionResults,
  type QueuedMail,
  queuedMailPage,
  type RejectionAccepted,
} from '@goen/contracts/public';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { GatewayApp } from '../http/gateway-app.ts';
import { createGatewayApp } from '../start-gateway.ts';
import { aReport, type GatewayFixture, someday, startGatewayFixture } from './gateway-fixture.ts';
import { startMailServiceProcess } from './mail-service-process.ts';

type MailProcess = Awaited<ReturnType<typeof startMailServiceProcess>>;
type Queue = { readonly gateway: GatewayFixture; readonly mail: MailProcess; readonly app: GatewayApp };

/**
 * A gateway with a mail-service for the tests of a file. Approval is required, and each test begins with an empty queue.
 * Its parts are there once the first test runs.
 */
export function useQueue() {
  let parts: Queue | null = null;
  const get = (): Queue => {
    if (parts === null) throw new Error('The queue is there once a test runs.');
    return parts;
  };
  const setApproval = (approval: 'required' | 'automatic') =>
    get().gateway.rows('update company set settings = settings || ?::jsonb', [JSON.stringify({ approval })]);
  beforeAll(async () => {
    const [gateway, mail] = await Promise.all([startGatewayFixture(), startMailServiceProcess()]);
    const app = createGatewayApp({ ...gateway.context, mail: mail.address }, { operatorName: 'Goen' }, {});
    parts = { gateway, mail, app };
  });
  afterAll(async () => {
    await parts?.mail.close();
    await parts?.gateway.close();
  });
  beforeEach(() => setApproval('required'));
  afterEach(async () => {
    get().gateway.clock.now = someday;
    await get().gateway.rows("update follow_up_case set state = 'closed'");
  });

  const call = (method: string, path: string, body?: unknown, key = get().gateway.hinode.key) =>
    Promise.resolve(
      get().app.request(`/v1/mails${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }),
    );
  return {
    get gateway() {
      return get().gateway;
    },
    get mail() {
      return get().mail;
    },
    get app() {
      return get().app;
    },
    setApproval,
    call,
    report: async (body: unknown = aReport(), key?: string) =>
      (await (await get().gateway.post('/v1/rejections', body, {}, key)).json()) as RejectionAccepted,
    list: async (query = '', key?: string): Promise<{ items: QueuedMail[]; next: string | null }> => {
      const answer = await call('GET', query, undefined, key);
      expect(answer.status).toBe(200);
      return queuedMailPage.parse(await answer.json());
    },
    decide: async (decisions: unknown[], key?: string): Promise<MailDecisionResult[]> => {
      const answer = await call('POST', '/decisions', { decisions }, key);
      expect(answer.status).toBe(200);
      return mailDecisionResults.parse(await answer.json()).results;
    },
    nudges: async (id: string) =>
      (await get().gateway.rows("select 1 from outbox where case_id = ? and kind = 'nudge'", [id])).length,
  };
}

export const readIds = (page: { readonly items: readonly QueuedMail[] }) => page.items.map(({ case_id: id }) => id);

export type MailAction = MailDecision['action'];

/** A decision about a result mail that also invites. */
export const row = (id: string, action: MailAction, more: object = {}) => ({
  case_id: id,
  kind: 'rejection_relay',
  action,
  ...more,
});

export const readCode = (result: MailDecisionResult | undefined) =>
  result && 'problem' in result ? [result.status, result.problem.code] : result?.status;

/** The text of a mail, as a member rewrote it. */
export const editedWording = {
  subject: '選考の結果について',
  body: '{{addressee}}\n\n面接では楽しいお話をありがとうございました。\n\n[見る]({{pageUrl}})',
};
