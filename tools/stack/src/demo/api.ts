import { creditBalance } from '@goen/contracts/internal';
import {
  casePage,
  caseView,
  type MailDecision,
  type MailDecisionResult,
  mailDecisionResults,
  type QueuedMail,
  queuedMailPage,
} from '@goen/contracts/public';
import { z } from 'zod';

export type CaseView = z.infer<typeof caseView>;

const batchLine = z.object({ line: z.number(), status: z.number(), case_id: z.uuid().optional() });
const accepted = z.object({ case_id: z.uuid() });
const inboxMail = z.looseObject({
  id: z.string(),
  provider: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  headers: z.record(z.string(), z.string()).nullish(),
});
export type InboxMail = z.infer<typeof inboxMail>;

/** The public API of the gateway with a company's key, as an ATS would use it. */
export function gatewayApi(url: string, key: string) {
  const call = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${key}`, ...(init.headers as Record<string, string> | undefined) };
    // As an ATS does: a gateway that is away is asked again, and reporting twice changes nothing.
    const ask = () => fetch(`${url}${path}`, { ...init, headers }).catch(() => null);
    const answer = await until('the gateway', ask);
    if (!answer.ok)
      throw new Error(`${init.method ?? 'GET'} ${path} answered ${answer.status}: ${await answer.text()}`);
    return answer;
  };
  const post = (path: string, body: string, type: string) =>
    call(path, { method: 'POST', body, headers: { 'content-type': type } });
  return {
    /** Reports one after the other; answers their case ids in order. */
    async reportEach(reports: readonly object[]): Promise<string[]> {
      const ids: string[] = [];
      for (const report of reports) {
        const answer = await post('/v1/rejections', JSON.stringify(report), 'application/json');
        ids.push(accepted.parse(await answer.json()).case_id);
      }
      return ids;
    },
    /** Reports all in one batch; answers their case ids in order. */
    async reportBatch(reports: readonly object[]): Promise<string[]> {
      const body = reports.map((report) => JSON.stringify(report)).join('\n');
      const lines = (await (await post('/v1/rejections/batch', body, 'application/x-ndjson')).text()).split('\n');
      return lines.filter(Boolean).map((line) => {
        const result = batchLine.parse(JSON.parse(line));
        if (result.case_id === undefined) throw new Error(`The batch refused a row: ${line}`);
        return result.case_id;
      });
    },
    async event(event: object): Promise<void> {
      await post('/v1/events', JSON.stringify(event), 'application/json');
    },
    /** The queue of mails that are to come, at most a page of it. */
    async mails(): Promise<QueuedMail[]> {
      return queuedMailPage.parse(await (await call('/v1/mails?limit=200')).json()).items;
    },
    async decide(...decisions: readonly MailDecision[]): Promise<MailDecisionResult[]> {
      const answer = await post(
        '/v1/mails/decisions',
        JSON.stringify({ decisions, by: '採用 太郎' }),
        'application/json',
      );
      return mailDecisionResults.parse(await answer.json()).results;
    },
    upload: async (path: string, bytes: Uint8Array, type: string): Promise<unknown> =>
      (await call(path, { method: 'POST', body: bytes, headers: { 'content-type': type } })).json(),
    get: async (path: string): Promise<unknown> => (await call(path)).json(),
    post: async (path: string, body: object): Promise<unknown> =>
      (await post(path, JSON.stringify(body), 'application/json')).json(),
    /** All cases of the company, each as `GET /v1/cases/{id}` shows it. */
    async cases(): Promise<CaseView[]> {
      const { items } = casePage.parse(await (await call('/v1/cases?limit=200')).json());
      return Promise.all(items.map(({ id }) => this.caseOf(id)));
    },
    async caseOf(id: string): Promise<CaseView> {
      return caseView.parse(await (await call(`/v1/cases/${id}`)).json());
    },
  };
}
export type GatewayApi = ReturnType<typeof gatewayApi>;

export async function balanceOf(creditUrl: string, token: string, company: string) {
  const answer = await fetch(`${creditUrl}/companies/${company}/balance`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return creditBalance.parse(await answer.json());
}

/** The mails of one address in the sandbox's inbox, newest first. */
export async function inboxOf(inboxUrl: string, address: string): Promise<InboxMail[]> {
  const answer = await fetch(`${inboxUrl}/inbox.json?to=${encodeURIComponent(address)}&limit=50`);
  return z
    .union([z.array(inboxMail), z.object({ items: z.array(inboxMail) }).transform((page) => page.items)])
    .parse(await answer.json());
}

const untilTries = 1_500;
const untilEveryMs = 200;

/** Looks again until `look` answers something; throws with `what` after five minutes. */
export async function until<T>(what: string, look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (let tries = 0; tries < untilTries; tries += 1) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, untilEveryMs));
  }
  throw new Error(`Waited in vain for ${what}.`);
}
