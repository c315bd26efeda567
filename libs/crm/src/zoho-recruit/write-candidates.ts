import { VendorError } from '@goen/service-kit';
import { z } from 'zod';
import { displayName, fieldOf, mappedFields } from '../candidate-fields.ts';
import type { CrmCandidate } from '../crm-adapter.ts';
import type { BatchEntry, KeepPush, PushBatch } from '../push-batch.ts';
import type { ZohoCall } from './zoho-client.ts';
import { isTaken, isUnknownId, refuseRow, rowsOf } from './zoho-rows.ts';
import type { ZohoSettings } from './zoho-settings.ts';

const unknownName = '（氏名不明）';
const isMobile = (phone: string) => /^(\+81|0)\s*-?[789]0/.test(phone);
const present = (fields: Record<string, string | null | undefined>) =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== ''),
  );

/** Fields of Candidates. `Last_Name` is required; what is not known is left as it stands there. */
export function candidateRow(candidate: CrmCandidate, { fields }: ZohoSettings): Record<string, string> {
  const { familyName, givenName, email, phones, prefecture } = candidate;
  const known = present({
    First_Name: familyName ? givenName : null,
    Email: email,
    Phone: phones.find((phone) => !isMobile(phone)),
    Mobile: phones.find(isMobile),
    State: prefecture,
    Skill_Set: fieldOf(candidate, 'skills').replaceAll(';', ','),
  });
  return {
    ...known,
    Last_Name: familyName || displayName(candidate) || unknownName,
    ...mappedFields(candidate, fields),
  };
}

/**
 * Writes candidates: those whom Zoho has by its id, which outlasts a new address; all others by their address, so that
 * one who is there already stays one. Learns the ids.
 */
export async function writeCandidates(call: ZohoCall, batch: PushBatch, settings: ZohoSettings): Promise<void> {
  for (const entry of batch.kept()) {
    if (entry.remoteId !== null || entry.push.formerAddresses.length === 0) continue;
    await batch.attempt([entry], async () => {
      entry.remoteId = (await findByAddress(call, entry.push.formerAddresses))[0] ?? null;
    });
  }
  const known = batch.kept().filter(({ remoteId }) => remoteId !== null);
  await batch.attempt(known, async () => {
    const what = 'update of candidates';
    const data = known.map((entry) => ({ id: entry.remoteId, ...candidateRow(entry.push.candidate, settings) }));
    const answer = await call({ what, path: '/Candidates', method: 'PUT', body: { data } });
    rowsOf(answer, what, known.length).forEach((row, nth) => {
      const entry = known[nth];
      if (entry === undefined || isTaken(row)) return;
      if (isUnknownId(row)) entry.remoteId = null;
      else refuseRow(entry, what, row);
    });
  });
  const fresh = batch.kept().filter(({ remoteId, push }) => remoteId === null && push.candidate.email !== null);
  await batch.attempt(fresh, () => upsert(call, fresh, settings));
}

async function upsert(call: ZohoCall, batch: readonly BatchEntry<KeepPush>[], settings: ZohoSettings): Promise<void> {
  const what = 'upsert of candidates';
  const data = batch.map(({ push }) => candidateRow(push.candidate, settings));
  const body = { data, duplicate_check_fields: ['Email'] };
  const answer = await call({ what, path: '/Candidates/upsert', method: 'POST', body });
  rowsOf(answer, what, batch.length).forEach((row, nth) => {
    const entry = batch[nth];
    if (entry === undefined) return;
    if (isTaken(row) && row.details.id !== undefined) entry.remoteId = row.details.id;
    else refuseRow(entry, what, row);
  });
}

const found = z.object({ data: z.array(z.looseObject({ id: z.string() })) });

/** Ids of the candidates that stand there under any of these addresses. */
export async function findByAddress(call: ZohoCall, addresses: readonly string[]): Promise<string[]> {
  const ids = new Set<string>();
  for (const email of addresses) {
    const what = 'search by address';
    const path = `/Candidates/search?${new URLSearchParams({ email, fields: 'Email' }).toString()}`;
    const { body } = await call({ what, path });
    // Nothing found is an answer without content.
    if (body === null) continue;
    const read = found.safeParse(body);
    if (!read.success) throw new VendorError('answer_unreadable', `${what}: no list of records`);
    for (const { id } of read.data.data) ids.add(id);
  }
  return [...ids];
}
