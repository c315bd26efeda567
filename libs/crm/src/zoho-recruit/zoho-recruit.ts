import { defineCrmAdapter } from '../crm-adapter.ts';
import { createPushBatch, markNotesDone, type PushBatch } from '../push-batch.ts';
import { findByAddress, writeCandidates } from './write-candidates.ts';
import { writeNotes } from './write-notes.ts';
import { writeStatuses } from './write-statuses.ts';
import { writeTags } from './write-tags.ts';
import { createZohoClient, type ZohoCall } from './zoho-client.ts';
import { isAccepted, isUnknownId, parseRows, refuseRow } from './zoho-rows.ts';
import { type ZohoSecrets, type ZohoSettings, zohoSecrets, zohoSettings } from './zoho-settings.ts';

/** Zoho Recruit as a CRM: candidates, tags, statuses, notes. https://www.zoho.com/recruit/developer-guide/apiv2/ */
export const zohoRecruitCrm = defineCrmAdapter<ZohoSettings, ZohoSecrets>({
  kind: 'zoho_recruit_crm',
  name: 'Zoho Recruit (CRM)',
  settings: zohoSettings,
  secrets: zohoSecrets,
  reach: 'all',
  batchSize: 100,
  async push(connection, pushes, context) {
    const { settings } = connection;
    const call = createZohoClient(connection, context);
    const batch = createPushBatch(pushes);
    // Erase first: it frees addresses that another candidate of the batch may take over.
    await erase(call, batch);
    await writeCandidates(call, batch, settings);
    if (settings.tags) await writeTags(call, batch);
    await writeStatuses(call, batch, settings);
    await writeNotes(call, batch);
    // Without an address a candidate could not be found again, so none is written and no note waits for one.
    for (const entry of batch.keeps()) if (entry.remoteId === null) markNotesDone(entry);
    return batch.results();
  },
  async test(connection, context) {
    const call = createZohoClient(connection, context);
    await call({ what: 'list of candidates', path: '/Candidates?per_page=1&fields=id' });
  },
});

async function erase(call: ZohoCall, batch: PushBatch): Promise<void> {
  for (const entry of batch.erasures()) {
    await batch.attempt([entry], async () => {
      const { remoteId, addresses, survivorId } = entry.push;
      const matchingIds = await findByAddress(call, addresses);
      const ids = [...new Set([...(remoteId === null ? [] : [remoteId]), ...matchingIds])].filter(
        (id) => id !== survivorId,
      );
      if (ids.length === 0) return;
      const what = 'deletion of candidates';
      const answer = await call({ what, path: `/Candidates?ids=${ids.join(',')}`, method: 'DELETE' });
      for (const row of parseRows(answer, what, ids.length)) {
        // A candidate who is already gone counts as deleted.
        if (!isAccepted(row) && !isUnknownId(row)) refuseRow(entry, what, row);
      }
      entry.remoteId = null;
    });
  }
}
