import { VendorError } from '@goen/service-kit';
import { z } from 'zod';
import { mapFields, readField, toDisplayName } from '../candidate-fields.ts';
import type { CrmCandidate } from '../crm-adapter.ts';
import type { KeepEntry, PushBatch } from '../push-batch.ts';
import type { ZohoCall } from './zoho-client.ts';
import { isAccepted, isUnknownId, parseRows, refuseRow } from './zoho-rows.ts';
import type { ZohoSettings } from './zoho-settings.ts';

const unknownName = '（氏名不明）';
const isMobile = (phone: string) => /^(\+81|0)\s*-?[789]0/.test(phone);
const omitEmpty = (fields: Record<string, string | null | undefined>) =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== ''),
  );

/** Fields of a candidate. `Last_Name` is required; other unknown values are omitted, so Zoho keeps what it has. */
function toRecord(candidate: CrmCandidate, { fields }: ZohoSettings): Record<string, string> {
  const { familyName, givenName, email, phones, prefecture } = candidate;
  const known = omitEmpty({
    First_Name: familyName ? givenName : null,
    Email: email,
    Phone: phones.find((phone) => !isMobile(phone)),
    Mobile: phones.find(isMobile),
    State: prefecture,
    Skill_Set: readField(candidate, 'skills').replaceAll(';', ','),
  });
  return {
    ...known,
    Last_Name: familyName || toDisplayName(candidate) || unknownName,
    ...mapFields(candidate, fields),
  };
}

/**
 * Writes candidates and learns their IDs: by Zoho's ID where it is known, since it survives a change of address; else by
 * address, so that an existing candidate is taken over.
 */
export async function writeCandidates(call: ZohoCall, batch: PushBatch, settings: ZohoSettings): Promise<void> {
  for (const entry of batch.keeps()) {
    if (entry.remoteId !== null || entry.push.formerAddresses.length === 0) continue;
    await batch.attempt([entry], async () => {
      entry.remoteId = (await findByAddress(call, entry.push.formerAddresses))[0] ?? null;
    });
  }
  const known = batch.keeps().filter(({ remoteId }) => remoteId !== null);
  await batch.attempt(known, () => updateCandidates(call, known, settings));
  const fresh = batch.keeps().filter(({ remoteId, push }) => remoteId === null && push.candidate.email !== null);
  await batch.attempt(fresh, () => upsertCandidates(call, fresh, settings));
}

async function updateCandidates(call: ZohoCall, entries: readonly KeepEntry[], settings: ZohoSettings): Promise<void> {
  const what = 'update of candidates';
  const data = entries.map((entry) => ({ id: entry.remoteId, ...toRecord(entry.push.candidate, settings) }));
  const answer = await call({ what, path: '/Candidates', method: 'PUT', body: { data } });
  parseRows(answer, what, entries.length).forEach((row, index) => {
    const entry = entries[index];
    if (entry === undefined || isAccepted(row)) return;
    // Deleted by hand in Zoho: the upsert creates it again.
    if (isUnknownId(row)) entry.remoteId = null;
    else refuseRow(entry, what, row);
  });
}

async function upsertCandidates(call: ZohoCall, entries: readonly KeepEntry[], settings: ZohoSettings): Promise<void> {
  const what = 'upsert of candidates';
  const data = entries.map(({ push }) => toRecord(push.candidate, settings));
  const body = { data, duplicate_check_fields: ['Email'] };
  const answer = await call({ what, path: '/Candidates/upsert', method: 'POST', body });
  parseRows(answer, what, entries.length).forEach((row, index) => {
    const entry = entries[index];
    if (entry === undefined) return;
    if (isAccepted(row) && row.details.id !== undefined) entry.remoteId = row.details.id;
    else refuseRow(entry, what, row);
  });
}

const searchPage = z.object({ data: z.array(z.looseObject({ id: z.string() })) });

/** IDs of the candidates that Zoho has under any of these addresses. */
export async function findByAddress(call: ZohoCall, addresses: readonly string[]): Promise<string[]> {
  const ids = new Set<string>();
  for (const email of addresses) {
    const what = 'search by address';
    const path = `/Candidates/search?${new URLSearchParams({ email, fields: 'Email' }).toString()}`;
    const { body } = await call({ what, path });
    // No match is answered without content.
    if (body === null) continue;
    const page = searchPage.safeParse(body);
    if (!page.success) throw new VendorError('answer_unreadable', `${what}: no list of records`);
    for (const { id } of page.data.data) ids.add(id);
  }
  return [...ids];
}
