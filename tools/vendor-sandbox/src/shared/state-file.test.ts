import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { startVendorSandbox } from '../index.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'vendor-sandbox-'));
afterEach(() => rmSync(dataDir, { recursive: true }));

it('keeps all data across a restart, and draws other ids after it', async () => {
  const first = await startVendorSandbox({ dataDir, candidates: 3 });
  const { id } = first.herp.addCandidacy({ name: '髙橋 花子' });
  first.herp.addComment(id, { body: '連絡済み' });
  const zoho = first.zoho.add('Candidates', { Last_Name: '山﨑', Candidate_Status: 'New' });
  first.zoho.addNote({ Note_Title: null, Note_Content: 'メモ', Parent_Id: zoho.id, se_module: 'Candidates' });
  first.zoho.recordStatusChange({ module: 'Candidates', id: zoho.id, status: 'Rejected', comments: null });
  const contact = first.hubspot.add('contacts', { email: 'a@example.jp' });
  first.hubspot.add('notes', { hs_note_body: 'n' }, [contact.id]);
  first.hubspot.forget({ email: 'never@example.jp' });
  const consent = { email: 'a@example.jp', subscriptionId: 1001, status: 'SUBSCRIBED', source: 'API' } as const;
  first.hubspot.setSubscription({ ...consent, legalBasis: null, legalBasisExplanation: null });
  const readAll = async (url: string) => (await fetch(`${url}/sandbox/books`)).json();
  const before = await readAll(first.url);
  await first.close();

  const second = await startVendorSandbox({ dataDir, candidates: 3 });
  expect(await readAll(second.url)).toEqual(before);
  expect(second.hubspot.isBlocked('never@example.jp')).toBe(true);
  expect(second.hubspot.subscriptions('a@example.jp')).toMatchObject([{ status: 'SUBSCRIBED' }]);
  expect(second.herp.addCandidacy({ name: '新しい' }).id).not.toBe(id);
  expect(second.herp.candidacies()).toHaveLength(5);
  expect(second.zoho.add('Candidates', { Last_Name: '新' }).id).not.toBe(zoho.id);
  await second.close();
});
