import { connectionView, syncRecordPage } from '@goen/contracts';
import { type GatewayApi, until } from './api.ts';
import type { Company } from './scenario.ts';

export type ToldCrm = {
  readonly kind: string;
  readonly kept: number;
  readonly erased: number;
  readonly pushed: number;
};

/** Connects the CRM of a company, before it has a candidate: each is written there from their first fact on. */
export async function connectCrm(api: GatewayApi, { name, crm }: Company): Promise<string> {
  const { kind, secrets } = crm;
  return connectionView.parse(await api.post('/v1/connections', { kind, name: `${name} ${kind}`, secrets })).id;
}

/** What stands in the CRM once nothing waits for it; throws when something is stuck. */
export async function crmAtTheEnd(api: GatewayApi, connectionId: string): Promise<ToldCrm> {
  const inState = async (state: string) =>
    syncRecordPage.parse(await api.get(`/v1/connections/${connectionId}/records?state=${state}&limit=200`)).items
      .length;
  await until('the CRM', async () => (await inState('pending')) === 0);
  const stuck = await inState('stuck');
  if (stuck > 0) throw new Error(`${stuck} candidate(s) could not be written to the CRM.`);
  const { kind, counts } = connectionView.parse(await api.get(`/v1/connections/${connectionId}`));
  return { kind, kept: await inState('synced'), erased: await inState('erased'), pushed: counts.pushed ?? 0 };
}
