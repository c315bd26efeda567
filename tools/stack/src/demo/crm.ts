import { unwrap } from '@goen/client';
import { connectSystem } from './connect-system.ts';
import type { GatewayApi } from './gateway-api.ts';
import type { Company } from './scenario.ts';
import { waitUntil } from './wait-until.ts';

export type CrmCounts = { readonly kind: string; readonly kept: number; readonly erased: number };

/** Connects a company's CRM. Before the first candidate, so that each is synced from the first fact on. */
export async function connectCrm(api: GatewayApi, { crm: { kind, settings, secrets } }: Company): Promise<string> {
  return (await connectSystem(api, kind, { settings, secrets })).id;
}

/** Counts the candidates in the CRM once nothing is pending; throws when a candidate is stuck. */
export async function readCrmCounts(api: GatewayApi, connectionId: string): Promise<CrmCounts> {
  const path = { id: connectionId };
  const listRecords = async (state: 'pending' | 'stuck' | 'synced' | 'erased') => {
    const params = { path, query: { state, limit: 200 } };
    return (await unwrap(api.goen.GET('/v1/connections/{id}/records', { params }))).items;
  };
  await waitUntil('the CRM', async () => (await listRecords('pending')).length === 0);
  const stuck = await listRecords('stuck');
  if (stuck.length > 0) throw new Error(`${stuck.length} candidate(s) could not be written to the CRM.`);
  const { kind } = await unwrap(api.goen.GET('/v1/connections/{id}', { params: { path } }));
  // A candidate without an address has nothing that a CRM could identify them by.
  const kept = (await listRecords('synced')).filter(({ remote_id: remoteId }) => remoteId !== null).length;
  return { kind, kept, erased: (await listRecords('erased')).length };
}
