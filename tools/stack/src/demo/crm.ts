import { connectionView, syncRecordPage } from '@goen/contracts/public';
import { type GatewayApi, until } from './api.ts';
import type { Company } from './scenario.ts';

export type ToldCrm = { readonly kind: string; readonly kept: number; readonly erased: number };

/** Connects the CRM of a company, before it has a candidate: each is written there from their first fact on. */
export async function connectCrm(api: GatewayApi, { name, crm }: Company): Promise<string> {
  const { kind, settings, secrets } = crm;
  return connectionView.parse(await api.post('/v1/connections', { kind, name: `${name} ${kind}`, settings, secrets }))
    .id;
}

/** What stands in the CRM once nothing waits for it; throws when something is stuck. */
export async function crmAtTheEnd(api: GatewayApi, connectionId: string): Promise<ToldCrm> {
  const inState = async (state: string) =>
    syncRecordPage.parse(await api.get(`/v1/connections/${connectionId}/records?state=${state}&limit=200`)).items;
  await until('the CRM', async () => (await inState('pending')).length === 0);
  const stuck = await inState('stuck');
  if (stuck.length > 0) throw new Error(`${stuck.length} candidate(s) could not be written to the CRM.`);
  const { kind } = connectionView.parse(await api.get(`/v1/connections/${connectionId}`));
  // Who has no address has nothing that a CRM knows them by.
  const kept = (await inState('synced')).filter(({ remote_id: remoteId }) => remoteId !== null).length;
  return { kind, kept, erased: (await inState('erased')).length };
}
