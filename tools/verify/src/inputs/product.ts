import { apiScopes } from '@goen/case-store';
import { companySettings } from '@goen/contracts/internal';
import { caseView, importEnds, importRowPage, importView, previewV1 } from '@goen/contracts/public';
import { closeAdmin, createCompany, createKey, openAdmin } from '@goen/gateway/admin';
import { findFreePorts, startStack } from '@goen/stack';
import { z } from 'zod';
import type { RunContext } from '../harness.ts';
import type { Observation } from './variant.ts';

const sender = { name: '株式会社例', fromAddress: 'a@example.jp', postalAddress: '東京都', contact: 'a@example.jp' };
const batchLine = z.object({
  status: z.number(),
  case_id: z.uuid().optional(),
  will_be_mailed: z.boolean().optional(),
  not_mailed_reason: z.string().optional(),
  dropped_fields: z.array(z.object({ pointer: z.string() })).optional(),
});
const pollMs = 200;

export type Product = Awaited<ReturnType<typeof startProduct>>;

/** The whole product with one company; only what its public API answers is looked at. */
export async function startProduct({ dataDir, report }: Pick<RunContext, 'dataDir' | 'report'>) {
  const stack = await startStack({ dataDir, ports: await findFreePorts(), durable: false, report });
  const admin = await openAdmin(stack.databases.cases.operatorUrl);
  await createCompany(admin, { name: sender.name, slug: 'inputs', settings: companySettings.parse({ sender }) });
  const { key } = await createKey(admin, { company: 'inputs', name: 'inputs', scopes: [...apiScopes] });
  await closeAdmin(admin);

  const send = (path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${key}`, ...(init.headers as Record<string, string>) };
    return fetch(`${stack.urls.gateway}${path}`, { ...init, headers });
  };
  const request = async (path: string, init: RequestInit = {}) => {
    const response = await send(path, init);
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response;
  };
  const post = (path: string, body: NonNullable<RequestInit['body']>, type: string) =>
    request(path, { method: 'POST', body, headers: { 'content-type': type } });
  const readMail = async (caseId: string) => {
    const response = await send(`/v1/mails/${caseId}/preview?as=text`);
    if (!response.ok) return { fault: `its mail can’t be made: ${response.status} ${await response.text()}` };
    const { subject, text } = previewV1.parse(await response.json());
    return { mail: `${subject}\n${text}` };
  };

  return {
    stop: () => stack.stop(),

    async tellOffer(event: object): Promise<void> {
      await post('/v1/events', JSON.stringify(event), 'application/json');
    },

    /** Reports all in one batch; the observations are in the order of the reports. */
    async report(reports: readonly object[]): Promise<Observation[]> {
      if (reports.length === 0) return [];
      const body = reports.map((line) => JSON.stringify(line)).join('\n');
      const answer = await (await post('/v1/rejections/batch', body, 'application/x-ndjson')).text();
      const observations: Observation[] = [];
      for (const line of answer.split('\n').filter(Boolean)) {
        const { status, case_id: caseId, ...rest } = batchLine.parse(JSON.parse(line));
        if (caseId === undefined) {
          observations.push({ outcome: 'refused', code: `${status} ${line}`, mail: null, job: null, dropped: [] });
          continue;
        }
        const view = caseView.parse(await (await request(`/v1/cases/${caseId}`)).json());
        const { mail = null, fault = null } = view.next_mail === null ? {} : await readMail(caseId);
        observations.push({
          outcome: fault ?? (rest.will_be_mailed ? 'mailed' : 'not_mailed'),
          code: rest.not_mailed_reason ?? null,
          mail,
          job: view.rejections[0]?.job_name ?? null,
          dropped: (rest.dropped_fields ?? []).map(({ pointer }) => pointer),
        });
      }
      return observations;
    },

    async connect(): Promise<string> {
      const response = await post(
        '/v1/connections',
        JSON.stringify({ kind: 'hrmos', name: 'HRMOS' }),
        'application/json',
      );
      return z.object({ id: z.uuid() }).parse(await response.json()).id;
    },

    /** Imports a file; the refused rows are `<row> <code>`. */
    async importFile(connectionId: string, bytes: Uint8Array<ArrayBuffer>, type: string) {
      const started = await post(`/v1/imports?connection_id=${connectionId}`, bytes, type);
      let view = importView.parse(await started.json());
      while (!importEnds.includes(view.state) && view.state !== 'needs_columns') {
        await new Promise((resolve) => setTimeout(resolve, pollMs));
        view = importView.parse(await (await request(`/v1/imports/${view.id}`)).json());
      }
      const page = await request(`/v1/imports/${view.id}/rows?outcome=refused&limit=200`);
      return {
        state: view.refusal === null ? view.state : `${view.state} (${view.refusal.code})`,
        taken: view.counts.new,
        notRejections: view.counts.not_a_rejection,
        refused: importRowPage.parse(await page.json()).items.map(({ row, errors }) => `${row} ${errors[0]?.code}`),
      };
    },
  };
}
