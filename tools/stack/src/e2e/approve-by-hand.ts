import { randomUUID } from 'node:crypto';
import { companySettings } from '@goen/contracts/internal';
import { closeAdmin, createCompany, createKey, openAdmin } from '@goen/gateway/admin';
import { workflowIdOf } from '@goen/temporal-kit';
import { fastForward } from '@goen/testing';
import { gatewayApi, until } from '../demo/api.ts';
import type { Client } from '../demo/move-time.ts';
import type { Stack } from '../stack.ts';

const domain = 'kaede.example.jp';
export const recruiter = `jinji@${domain}`;

/** A company whose mails wait for a person's yes (or go by themselves), and its API. */
export async function companyWith(stack: Stack, approval: 'required' | 'automatic') {
  const admin = await openAdmin(stack.databases.cases.migrationUrl);
  try {
    const slug = `c-${randomUUID()}`;
    const sender = {
      name: '株式会社かえで',
      fromAddress: `saiyo@${domain}`,
      postalAddress: '東京都',
      contact: recruiter,
    };
    const settings = companySettings.parse({ sender, approval, recruiterEmail: recruiter });
    await createCompany(admin, { name: sender.name, slug, settings });
    const scopes = ['rejections:write', 'cases:read', 'mail:read', 'mail:write'] as const;
    const { key } = await createKey(admin, { company: slug, name: 'test', scopes: [...scopes] });
    return gatewayApi(stack.urls.gateway, key);
  } finally {
    await closeAdmin(admin);
  }
}
export type Api = Awaited<ReturnType<typeof companyWith>>;

/** Reports a rejection of a new person a minute ago; answers their case and address. */
export async function reject(api: Api, job: string): Promise<{ caseId: string; address: string }> {
  const id = randomUUID();
  const address = `${id}@example.com`;
  const rejectedAt = new Date(Date.now() - 60_000).toISOString();
  const candidate = { remote_id: id, family_name: '髙橋', emails: [{ value: address }] };
  const [caseId = ''] = await api.reportEach([
    { source: { ats: 'herp' }, application: { remote_id: id, rejected_at: rejectedAt }, candidate, job: { name: job } },
  ]);
  return { caseId, address };
}

export const queuedOf = async (api: Api, caseId: string) =>
  (await api.mails()).find(({ case_id: id }) => id === caseId) ?? null;

/** Moves the clock of a case a little past `at`. */
export async function moveTo(client: Client, caseId: string, at: string | null | undefined): Promise<void> {
  const untilMs = Date.parse(at ?? '') + 1_000;
  await until('Temporal', () =>
    fastForward(client, workflowIdOf(caseId), { untilMs }).then(
      () => true,
      () => false,
    ),
  );
}

/** Lets the next mail of a case miss its moment; answers when it goes instead. */
export async function missMoment(client: Client, api: Api, caseId: string): Promise<string> {
  const before = (await queuedOf(api, caseId))?.sends_at;
  await moveTo(client, caseId, before);
  return until('the next slot', async () => {
    const sendsAt = (await queuedOf(api, caseId))?.sends_at;
    return sendsAt !== before && sendsAt;
  });
}

/** The way of a case whose first mail missed its moment and then got a person's yes. */
export async function approveByHand(client: Client, api: Api, caseId: string): Promise<void> {
  await missMoment(client, api, caseId);
  await api.decide({ case_id: caseId, kind: 'rejection_relay', action: 'approve' });
  await until('the mail', async () => {
    // A yes in the night waits for the slot.
    await moveTo(client, caseId, (await queuedOf(api, caseId))?.sends_at);
    return (await api.caseOf(caseId)).timeline.some(({ kind }) => kind === 'mail.sent');
  });
}
