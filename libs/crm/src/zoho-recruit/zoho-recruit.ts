import { defineCrmAdapter } from '../crm-adapter.ts';
import { createPushBatch, type PushBatch } from '../push-batch.ts';
import { findByAddress, writeCandidates } from './write-candidates.ts';
import { writeNotes, writeStatuses, writeTags } from './write-notes.ts';
import { type ZohoCall, zohoClient } from './zoho-client.ts';
import { isTaken, isUnknownId, refuseRow, rowsOf } from './zoho-rows.ts';
import { type ZohoSecrets, type ZohoSettings, zohoSecrets, zohoSettings } from './zoho-settings.ts';

/** https://www.zoho.com/recruit/developer-guide/apiv2/: candidates, their tags, statuses and notes. */
export const zohoRecruitCrm = defineCrmAdapter<ZohoSettings, ZohoSecrets>({
  kind: 'zoho_recruit_crm',
  name: 'Zoho Recruit (CRM)',
  settings: zohoSettings,
  secrets: zohoSecrets,
  reach: 'all',
  batchSize: 100,
  async push(connection, pushes, context) {
    const { settings } = connection;
    const call = zohoClient(connection, context);
    const batch = createPushBatch(pushes);
    // Whoever goes first frees an address that another may take over.
    await erase(call, batch);
    await writeCandidates(call, batch, settings);
    if (settings.tags) await writeTags(call, batch);
    await writeStatuses(call, batch, settings);
    await writeNotes(call, batch);
    // Without an address nobody is known again there: they are not written, and nothing waits.
    for (const entry of batch.kept()) {
      if (entry.remoteId === null) for (const { eventId } of entry.push.notes) entry.notedEventIds.add(eventId);
    }
    return batch.results();
  },
  async test(connection, context) {
    await zohoClient(connection, context)({ what: 'list of candidates', path: '/Candidates?per_page=1&fields=id' });
  },
});

async function erase(call: ZohoCall, batch: PushBatch): Promise<void> {
  for (const entry of batch.erased()) {
    await batch.attempt([entry], async () => {
      const { remoteId, addresses, survivorId } = entry.push;
      const byAddress = await findByAddress(call, addresses);
      const ids = [...new Set([...(remoteId === null ? [] : [remoteId]), ...byAddress])].filter(
        (id) => id !== survivorId,
      );
      if (ids.length === 0) return;
      const what = 'deletion of candidates';
      const answer = await call({ what, path: `/Candidates?ids=${ids.join(',')}`, method: 'DELETE' });
      // One that is gone already is as it should be.
      for (const row of rowsOf(answer, what, ids.length)) {
        if (!isTaken(row) && !isUnknownId(row)) refuseRow(entry, what, row);
      }
      entry.remoteId = null;
    });
  }
}
