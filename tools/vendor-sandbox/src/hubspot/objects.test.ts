import { Client } from '@hubspot/api-client';
import { expect, it } from 'vitest';
import { readResponse, startTestSandbox, type TestSandbox } from '../testing/test-sandbox.ts';

const createClient = ({ urls }: TestSandbox) =>
  new Client({ accessToken: 'token', basePath: urls.hubspot, numberOfApiCallRetries: 0 });
const createInput = (email: string, properties: Record<string, string> = {}) => ({
  id: email,
  idProperty: 'email',
  properties: { lastname: '髙橋', firstname: '花子', ...properties },
});
const readStatus = (call: Promise<unknown>) =>
  call.then(
    () => 200,
    (error: { code: number }) => error.code,
  );
const email = 'hanako@example.jp';

it('upserts contacts sent by the SDK, matching addresses regardless of case', async () => {
  await using sandbox = await startTestSandbox();
  const { batchApi } = createClient(sandbox).crm.contacts;
  const first = await batchApi.upsert({ inputs: [createInput('Hanako@Example.jp')] });
  const again = await batchApi.upsert({ inputs: [createInput(email, { phone: '090' })] });
  expect([first.results[0], again.results[0]]).toMatchObject([
    { _new: true, properties: { email, lastname: '髙橋' } },
    { _new: false, id: first.results[0]?.id, properties: { phone: '090' } },
  ]);
  expect(sandbox.hubspot.contacts()).toMatchObject([{ properties: { email, firstname: '花子', phone: '090' } }]);
});

it('lists the failed inputs of a batch, and refuses malformed batches as a whole', async () => {
  await using sandbox = await startTestSandbox({ limits: { hubspot: { contactProperties: ['goen_case_id'] } } });
  const upsert = (inputs: unknown[]) =>
    readResponse(sandbox.call('POST', '/crm/v3/objects/contacts/batch/upsert', { inputs }));
  expect(await upsert([createInput(email, { goen_case_id: 'c' }), createInput('nobody')])).toMatchObject([
    207,
    {
      results: [{ new: true }],
      numErrors: 1,
      errors: [{ category: 'VALIDATION_ERROR', context: { ids: ['nobody'] } }],
    },
  ]);
  expect(await upsert([createInput(email), createInput('HANAKO@example.jp')])).toMatchObject([
    400,
    { message: expect.stringContaining('Duplicate IDs') as unknown },
  ]);
  expect(await upsert([createInput(email, { shoe_size: '25' })])).toMatchObject([
    400,
    { errors: [{ code: 'PROPERTY_DOESNT_EXIST', in: 'shoe_size' }] },
  ]);
  expect((await upsert(Array.from({ length: 101 }, (_, n) => createInput(`p${n}@example.jp`))))[0]).toBe(400);
  expect((await upsert([{ id: email, properties: {} }]))[0]).toBe(400);
  expect(sandbox.hubspot.contacts()).toHaveLength(1);
});

it('finds a merged contact by both ids and both addresses, and returns the primary', async () => {
  await using sandbox = await startTestSandbox();
  const { basicApi, batchApi } = createClient(sandbox).crm.contacts;
  const primary = sandbox.hubspot.add('contacts', { email }).id;
  const duplicate = sandbox.hubspot.add('contacts', { email: 'other@example.jp' }).id;
  await readResponse(
    sandbox.call('POST', '/crm/v3/objects/contacts/merge', { primaryObjectId: primary, objectIdToMerge: duplicate }),
  );
  const byAddress = basicApi.getById('other@example.jp', undefined, undefined, undefined, false, 'email');
  expect([(await basicApi.getById(duplicate)).id, (await byAddress).id]).toEqual([primary, primary]);
  const update = (...ids: string[]) =>
    batchApi.update({ inputs: ids.map((id) => ({ id, properties: { lastname: '佐藤' } })) });
  expect((await update(duplicate)).results.map(({ id }) => id)).toEqual([primary]);
  expect(await readStatus(update(primary, primary))).toBe(400);
  expect(sandbox.hubspot.contacts()).toHaveLength(1);
});

it('stores notes of a contact, and finds them by contact and words', async () => {
  await using sandbox = await startTestSandbox();
  const { crm } = createClient(sandbox);
  const { results } = await crm.contacts.batchApi.upsert({
    inputs: [createInput(email), createInput('other@example.jp')],
  });
  const [contactId = '', otherId = ''] = results.map(({ id }) => id);
  const createNote = (toId: string, text: string) =>
    crm.objects.notes.basicApi.create({
      properties: { hs_note_body: text, hs_timestamp: '2026-10-01T00:00:00Z' },
      associations: [
        { to: { id: toId }, types: [{ associationCategory: 'HUBSPOT_DEFINED' as never, associationTypeId: 202 }] },
      ],
    });
  await createNote(contactId, '連絡済み goen:event-1');
  await createNote(otherId, '連絡済み goen:event-1');
  await createNote(contactId, '面談 goen:event-2');
  const search = (word: string) =>
    crm.objects.notes.searchApi.doSearch({
      filterGroups: [
        {
          filters: [
            { propertyName: 'associations.contact', operator: 'EQ' as never, value: contactId },
            { propertyName: 'hs_note_body', operator: 'CONTAINS_TOKEN' as never, value: word },
          ],
        },
      ],
      properties: ['hs_note_body'],
      sorts: [],
      limit: 10,
      after: '0',
    });
  expect((await search('event')).total).toBe(2);
  const contact = await crm.contacts.basicApi.getById(email, undefined, undefined, ['notes'], undefined, 'email');
  expect(contact.associations?.notes?.results).toHaveLength(2);
  expect(await readStatus(createNote('404', 'nobody'))).toBe(400);
  expect(
    await readStatus(crm.objects.notes.basicApi.create({ properties: { hs_note_body: 'no time' }, associations: [] })),
  ).toBe(400);
});

it('searches contacts by filters, in pages', async () => {
  await using sandbox = await startTestSandbox();
  for (const name of ['a', 'b', 'c'])
    sandbox.hubspot.add('contacts', { email: `${name}@example.jp`, lastname: '髙橋' });
  sandbox.hubspot.add('contacts', { email: 'd@example.jp' });
  const search = async (filter: unknown, options = {}) =>
    (
      await readResponse(
        sandbox.call('POST', '/crm/v3/objects/contacts/search', { filterGroups: [{ filters: [filter] }], ...options }),
      )
    )[1] as { total: number; results: { properties: { email: string } }[]; paging?: { next: { after: string } } };
  const filterLastname = (operator: string, value?: string) => ({
    propertyName: 'lastname',
    operator,
    ...(value ? { value } : {}),
  });
  expect((await search(filterLastname('NOT_HAS_PROPERTY'))).results).toMatchObject([
    { properties: { email: 'd@example.jp' } },
  ]);
  expect((await search({ propertyName: 'email', operator: 'IN', values: ['A@example.jp', 'x'] })).total).toBe(1);
  const first = await search(filterLastname('EQ', '髙橋'), { limit: 2 });
  expect([first.total, first.results.length, first.paging?.next.after]).toEqual([3, 2, '2']);
  const rest = await search(filterLastname('HAS_PROPERTY'), { limit: 2, after: '2' });
  expect([rest.total, rest.results.length, rest.paging]).toEqual([3, 1, undefined]);
});

it('deletes a contact with its notes and consents, and blocks an unknown address', async () => {
  await using sandbox = await startTestSandbox();
  const { crm } = createClient(sandbox);
  const { id } = sandbox.hubspot.add('contacts', { email });
  sandbox.hubspot.add('notes', { hs_note_body: 'n' }, [id]);
  const gdprDelete = (objectId: string) => crm.contacts.basicApi.purge({ objectId, idProperty: 'email' });
  await gdprDelete(email);
  expect([sandbox.hubspot.contacts(), sandbox.hubspot.notes()]).toEqual([[], []]);
  expect((await crm.contacts.batchApi.upsert({ inputs: [createInput(email)] })).results).toHaveLength(1);
  await gdprDelete('never@example.jp');
  const refused = await readResponse(
    sandbox.call('POST', '/crm/v3/objects/contacts/batch/upsert', { inputs: [createInput('never@example.jp')] }),
  );
  expect(refused).toMatchObject([207, { results: [], numErrors: 1 }]);
});
