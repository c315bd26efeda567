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
import { waitUntil } from './wait-until.ts';

export type CaseView = z.infer<typeof caseView>;

const json = 'application/json';
const batchLine = z.object({ line: z.number(), status: z.number(), case_id: z.uuid().optional() });
const accepted = z.object({ case_id: z.uuid() });

/** The gateway's public API with a company's key, as an ATS would use it. */
export function createGatewayApi(url: string, key: string) {
  const call = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${key}`, ...(init.headers as Record<string, string> | undefined) };
    // Like an ATS, retries while the gateway is unreachable: a repeated report changes nothing.
    const request = () => fetch(`${url}${path}`, { ...init, headers }).catch(() => null);
    const response = await waitUntil('the gateway', request);
    if (!response.ok) {
      throw new Error(`${init.method ?? 'GET'} ${path} returned ${response.status}: ${await response.text()}`);
    }
    return response;
  };
  const postBody = (path: string, body: string | Uint8Array<ArrayBuffer>, type: string) =>
    call(path, { method: 'POST', body, headers: { 'content-type': type } });
  const get = async (path: string): Promise<unknown> => (await call(path)).json();
  const post = async (path: string, body: object): Promise<unknown> =>
    (await postBody(path, JSON.stringify(body), json)).json();

  return {
    get,
    post,
    upload: async (path: string, bytes: Uint8Array<ArrayBuffer>, type: string): Promise<unknown> =>
      (await postBody(path, bytes, type)).json(),
    /** Reports one rejection; returns the id of its case. */
    async reportRejection(report: object): Promise<string> {
      return accepted.parse(await post('/v1/rejections', report)).case_id;
    },
    /** Reports all in one batch; throws when a line is refused. */
    async reportBatch(reports: readonly object[]): Promise<void> {
      const body = reports.map((report) => JSON.stringify(report)).join('\n');
      const response = await postBody('/v1/rejections/batch', body, 'application/x-ndjson');
      for (const line of (await response.text()).split('\n').filter(Boolean)) {
        if (batchLine.parse(JSON.parse(line)).case_id === undefined) throw new Error(`A line was refused: ${line}`);
      }
    },
    async reportEvent(event: object): Promise<void> {
      await post('/v1/events', event);
    },
    /** The first page of the mail queue. */
    async listMails(): Promise<QueuedMail[]> {
      return queuedMailPage.parse(await get('/v1/mails?limit=200')).items;
    },
    /** Writes the notes that results wait for; returns how many. */
    async writeMissingNotes(text: string): Promise<number> {
      const { items } = queuedMailPage.parse(await get('/v1/mails?limit=200&state=note_missing'));
      for (const id of items.flatMap(({ rejection_ids: ids }) => ids)) {
        const body = JSON.stringify({ text });
        await call(`/v1/rejections/${id}/personal-note`, { method: 'PUT', body, headers: { 'content-type': json } });
      }
      return items.length;
    },
    async decideMails(...decisions: readonly MailDecision[]): Promise<MailDecisionResult[]> {
      return mailDecisionResults.parse(await post('/v1/mails/decisions', { decisions })).results;
    },
    /** All cases of the company, each as `GET /v1/cases/{id}` returns it. */
    async listCases(): Promise<CaseView[]> {
      const { items } = casePage.parse(await get('/v1/cases?limit=200'));
      return Promise.all(items.map(({ id }) => this.getCase(id)));
    },
    async getCase(id: string): Promise<CaseView> {
      return caseView.parse(await get(`/v1/cases/${id}`));
    },
  };
}
export type GatewayApi = ReturnType<typeof createGatewayApi>;
