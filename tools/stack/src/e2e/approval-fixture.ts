import { randomUUID } from 'node:crypto';
import { unwrap } from '@goen/client';
import { companySettings } from '@goen/contracts/internal';
import { closeAdmin, createCompany, createKey, openAdmin } from '@goen/gateway/admin';
import { toCaseWorkflowId } from '@goen/temporal-kit';
import { fastForwardMarginMs } from '@goen/testing';
import { createGatewayApi, type GatewayApi } from '../demo/gateway-api.ts';
import { skipWorkflowTo, type TemporalClient } from '../demo/skip-time.ts';
import { waitUntil } from '../demo/wait-until.ts';
import type { Stack } from '../start-stack.ts';

const domain = 'kaede.example.jp';
export const recruiterEmail = `jinji@${domain}`;

/** Creates a company whose mails wait for an approval, or do not; returns its API. */
export async function createCompanyWithApproval(
  stack: Stack,
  approval: 'required' | 'automatic',
  more: { readonly mailProvider?: 'sandbox' } = {},
): Promise<GatewayApi> {
  const admin = await openAdmin(stack.databases.cases.operatorUrl);
  try {
    const slug = `c-${randomUUID()}`;
    const sender = {
      name: '株式会社かえで',
      fromAddress: `saiyo@${domain}`,
      postalAddress: '東京都',
      contact: recruiterEmail,
    };
    const settings = companySettings.parse({ sender, approval, recruiterEmail, personalNoteFrom: null, ...more });
    await createCompany(admin, { name: sender.name, slug, settings });
    const scopes = [
      'rejections:write',
      'events:write',
      'cases:read',
      'mail:read',
      'mail:write',
      'mail:approve',
    ] as const;
    const { key } = await createKey(admin, { company: slug, name: 'test', scopes: [...scopes] });
    return createGatewayApi(stack.urls.gateway, key);
  } finally {
    await closeAdmin(admin);
  }
}

/** Reports a rejection of a new candidate, a minute ago. */
export async function reportRejection(api: GatewayApi, job: string): Promise<{ caseId: string; address: string }> {
  const id = randomUUID();
  const address = `${id}@example.com`;
  const rejectedAt = new Date(Date.now() - 60_000).toISOString();
  const candidate = { remote_id: id, family_name: '髙橋', emails: [{ value: address }] };
  const application = { remote_id: id, rejected_at: rejectedAt };
  const caseId = await api.reportRejection({ source: { ats: 'herp' }, application, candidate, job: { name: job } });
  return { caseId, address };
}

export const findQueuedMail = async (api: GatewayApi, caseId: string) =>
  (await api.listMails()).find(({ case_id: id }) => id === caseId) ?? null;

/** Moves the clock of a case a little past an instant. */
export const skipCaseTo = (client: TemporalClient, caseId: string, instant: string | null | undefined): Promise<void> =>
  skipWorkflowTo(client, toCaseWorkflowId(caseId), Date.parse(instant ?? '') + fastForwardMarginMs);

/** Lets the next mail of a case miss its time; returns the new time. */
export async function missSendingTime(client: TemporalClient, api: GatewayApi, caseId: string): Promise<string> {
  const before = (await findQueuedMail(api, caseId))?.sends_at;
  await skipCaseTo(client, caseId, before);
  return waitUntil('the next sending window', async () => {
    const sendsAt = (await findQueuedMail(api, caseId))?.sends_at;
    return sendsAt !== before && sendsAt;
  });
}

/** Approves the first mail of a case after it has missed its time, and waits until it is sent. */
export async function approveLate(client: TemporalClient, api: GatewayApi, caseId: string): Promise<void> {
  await missSendingTime(client, api, caseId);
  await api.decideMails({ case_id: caseId, kind: 'rejection_relay', action: 'approve' });
  await waitUntil('the mail', async () => {
    // A mail that is approved at night waits for the sending window.
    await skipCaseTo(client, caseId, (await findQueuedMail(api, caseId))?.sends_at);
    return (await api.getCase(caseId)).timeline.some(({ kind }) => kind === 'mail.sent');
  });
}

/** Moves the clock of a sandbox company's case ahead until its next mail was sent or skipped, or the case is closed. */
export async function advanceToNextMail(api: GatewayApi, caseId: string): Promise<void> {
  const countMails = async () => {
    const { state, timeline, next_step_at: dueAt } = await api.getCase(caseId);
    return {
      isClosed: state === 'closed',
      dueAt,
      mails: timeline.filter(({ kind }) => /^mail\.(sent|skipped)$/.test(kind)).length,
    };
  };
  const before = await countMails();
  let advancedTo: string | null = null;
  await waitUntil('the next mail', async () => {
    const { isClosed, dueAt, mails } = await countMails();
    if (isClosed || mails > before.mails) return true;
    if (dueAt !== null && dueAt !== advancedTo) {
      advancedTo = dueAt;
      await unwrap(api.goen.POST('/v1/testing/advance', { body: { case_id: caseId } }));
    }
    return false;
  });
}
