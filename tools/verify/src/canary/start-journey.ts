import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { apiScopes } from '@goen/case-store';
import { companySettings } from '@goen/contracts/internal';
import { connectionView } from '@goen/contracts/public';
import { closeAdmin, createCompany, createKey, openAdmin, setLicence } from '@goen/gateway/admin';
import { findFreePorts, type Stack, startStack } from '@goen/stack';
import { createExampleLicence } from '@goen/stack/demo';
import { connectTemporal } from '@goen/temporal-kit';
import { createOpenApi, type OpenApi } from '../open-api.ts';
import { anyTime, toSettings } from '../product/start-product.ts';
import { openQueries } from '../query-rows.ts';
import type { Canaries } from './canaries.ts';
import { collectSpans } from './collect-spans.ts';

export type JourneyCompany = { readonly id: string; readonly key: string; readonly api: OpenApi };
export type Journey = Awaited<ReturnType<typeof startJourney>>;

/** Mails leave at any time, so that no clock has to be moved. */
const atOnce = { hours: anyTime, undoWindowMinutes: 0, resultDelayDays: 0, resultLeastDays: 0 };

/**
 * The whole product, a company that meets the person on every way, one that meets them through a webhook and its template,
 * one that is introduced to them, and a receiver of webhooks.
 */
export async function startJourney(dataDir: string, canaries: Canaries) {
  process.env.WEBHOOK_ALLOW_PRIVATE = 'true';
  const spans = await collectSpans();
  const stack = await startStack({
    dataDir,
    ports: await findFreePorts(),
    durable: false,
    timeSkipping: true,
    vendorSandbox: true,
    report: () => {},
  });
  const temporal = await connectTemporal({ address: stack.temporalAddress, namespace: 'default' });
  const receiver = await receiveWebhooks();
  const cases = openQueries(stack.databaseAdminUrl, 'cases');
  const mail = openQueries(stack.databaseAdminUrl, 'mail');
  return {
    stack,
    canaries,
    temporal: temporal.client,
    inboxUrl: stack.urls.inbox,
    receiver,
    spans,
    queries: { cases: cases.query, mail: mail.query },
    /** What was answered to requests that were refused. */
    errorBodies: [] as string[],
    ...(await createCompanies(stack, receiver.url)),
    async stop() {
      await receiver.close();
      await cases.close();
      await mail.close();
      await temporal.close();
      await stack.stop();
      await spans.close();
    },
  };
}

async function createCompanies(stack: Stack, webhookUrl: string) {
  const admin = await openAdmin(stack.databases.cases.operatorUrl);
  const create = async (slug: string, name: string, settings: object): Promise<JourneyCompany> => {
    const merged = companySettings.parse({ ...toSettings(slug, name), ...atOnce, ...settings });
    const { id } = await createCompany(admin, { name, slug, settings: merged });
    const { key } = await createKey(admin, { company: slug, name: 'verify', scopes: [...apiScopes] });
    return { id, key, api: createOpenApi(stack.urls.gateway, key) };
  };
  try {
    await setLicence(admin, createExampleLicence());
    const hinode = await create('hinode', '株式会社ひので', {
      feedback: { enabled: true, phrases: [] },
      experience: { enabled: true },
      personalNoteFrom: 'interview',
    });
    const kaede = await create('kaede', '株式会社かえで', { resultMail: 'ats' });
    const minato = await create('minato', '株式会社みなと', { resultMail: 'ats' });
    const connect = async ({ api }: JourneyCompany, kind: string, secrets: object = {}) =>
      connectionView.parse(await api.post('/v1/connections', { kind, name: kind, secrets }));
    const signingKey = randomBytes(24).toString('base64url');
    const crm = await connect(hinode, 'hubspot', { access_token: 'pat-local-sandbox' });
    const file = await connect(hinode, 'hrmos');
    const hook = await connect(kaede, 'greenhouse', { signing_key: signingKey });
    for (const { api } of [hinode, kaede, minato]) await api.post('/v1/webhook-endpoints', { url: webhookUrl });
    return {
      hinode,
      kaede,
      minato,
      crmId: crm.id,
      fileId: file.id,
      hook: { url: hook.hook_url ?? '', secret: signingKey },
    };
  } finally {
    await closeAdmin(admin);
  }
}

/** Keeps what the product sends to the endpoints of companies. */
async function receiveWebhooks() {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    request.setEncoding('utf8');
    let body = '';
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      bodies.push(body);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    bodies,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
