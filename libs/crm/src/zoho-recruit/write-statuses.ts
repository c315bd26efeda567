import type { PushBatch } from '../push-batch.ts';
import type { ZohoCall } from './zoho-client.ts';
import { refuseRows } from './zoho-rows.ts';
import type { ZohoSettings } from './zoho-settings.ts';

/** Sets the status of candidates for whose status the company mapped one of Zoho's. */
export async function writeStatuses(call: ZohoCall, batch: PushBatch, { statuses }: ZohoSettings): Promise<void> {
  const what = 'change of status';
  const written = batch.keeps().filter(({ remoteId }) => remoteId !== null);
  for (const [ours, entries] of Map.groupBy(written, ({ push }) => push.candidate.status)) {
    const status = statuses[ours];
    if (status === undefined) continue;
    await batch.attempt(entries, async () => {
      const data = [{ ids: entries.map(({ remoteId }) => remoteId), Candidate_Status: status }];
      const answer = await call({ what, path: '/Candidates/status', method: 'PUT', body: { data } });
      refuseRows(entries, what, answer, `; the setting statuses.${ours} must name a Candidate Status of Zoho`);
    });
  }
}
