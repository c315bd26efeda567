import { sink } from '../sink.ts';
import { openSlots, type Slots } from '../slots.ts';
import { writeNotes, writeStatuses, writeTags } from './write-around.ts';
import { findByAddress, writeCandidates } from './write-candidates.ts';
import { type ZohoCall, zohoClient } from './zoho-client.ts';
import { isTaken, isUnknownId, refuseRow, rowsOf } from './zoho-rows.ts';
import { type ZohoSecrets, type ZohoSettings, zohoSecrets, zohoSettings } from './zoho-settings.ts';

/** https://www.zoho.com/recruit/developer-guide/apiv2/: candidates, their tags, statuses and notes. */
export const zohoRecruitCrm = sink<ZohoSettings, ZohoSecrets>({
  kind: 'zoho_recruit_crm',
  name: 'Zoho Recruit (CRM)',
  settings: zohoSettings,
  secrets: zohoSecrets,
  reach: 'all',
  batchSize: 100,
  async push(connection, pushes, context) {
    const { settings } = connection;
    const call = zohoClient(connection, context);
    const slots = openSlots(pushes);
    // Whoever goes first frees an address that another may take over.
    await erase(call, slots);
    await writeCandidates(call, slots, settings);
    if (settings.tags) await writeTags(call, slots);
    await writeStatuses(call, slots, settings);
    await writeNotes(call, slots);
    // Without an address nobody is known again there: they are not written, and nothing waits.
    for (const slot of slots.kept()) {
      if (slot.remoteId === null) for (const { eventId } of slot.push.notes) slot.noted.add(eventId);
    }
    return slots.results();
  },
  async test(connection, context) {
    await zohoClient(connection, context)({ what: 'list of candidates', path: '/Candidates?per_page=1&fields=id' });
  },
});

async function erase(call: ZohoCall, slots: Slots): Promise<void> {
  for (const slot of slots.erased()) {
    await slots.attempt([slot], async () => {
      const { remoteId, addresses, except } = slot.push;
      const byAddress = await findByAddress(call, addresses);
      const ids = [...new Set([...(remoteId === null ? [] : [remoteId]), ...byAddress])].filter((id) => id !== except);
      if (ids.length === 0) return;
      const what = 'deletion of candidates';
      const answer = await call({ what, path: `/Candidates?ids=${ids.join(',')}`, method: 'DELETE' });
      // One that is gone already is as it should be.
      for (const row of rowsOf(answer, what, ids.length)) {
        if (!isTaken(row) && !isUnknownId(row)) refuseRow(slot, what, row);
      }
      slot.remoteId = null;
    });
  }
}
