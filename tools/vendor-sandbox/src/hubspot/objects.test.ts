import { Client } from '@hubspot/api-client';
import { expect, it } from 'vitest';
import { type TestSandbox, testSandbox, told } from '../testing/test-sandbox.ts';

const clientOf = ({ urls }: TestSandbox) =>
  new Client({ accessToken: 'token', basePath: urls.hubspot, numberOfApiCallRetries: 0 });
const input = (email: string, properties: Record<string, string> = {}) => ({
  id: email,
  idProperty: 'email',
  properties: { lastname: '髙橋', firstname: '花子', ...properties },
});
const statusOf = (refused: Promise<unknown>) =>
  refused.then(
    () => 200,
    (error: { code: number }) => error.code,
  );
const email = 'hanako@example.jp';

it('takes contacts from the SDK, new and known ones, by their address in whatever letters', async () => {
  await using sandbox = await testSandbox();
  const { batchApi } = clientOf(sandbox).crm.contacts;
  const first = await batchApi.upsert({ inputs: [input('Hanako@Example.jp')] });
  const again = await batchApi.upsert({ inputs: [input(email, { phone: '090' })] });
  expect([first.results[0], again.results[0]]).toMatchObject([
    { _new: true, properties: { email, lastname: '髙橋' } },
    { _new: false, id: first.results[0]?.id, properties: { phone: '090' } },
  ]);
  expect(sandbox.hubspot.contacts()).toMatchObject([{ properties: { email, firstname: '花子', phone: '090' } }]);
});

it('tells of the inputs of a batch that it did not take, and refuses some batches whole', async () => {
  await using sandbox = await testSandbox({ limits: { hubspot: { contactProperties: ['goen_case_id'] } } });
  const upsert = (inputs: unknown[]) => told(sandbox.call('POST', '/crm/v3/objects/contacts/batch/upsert', { inputs }));
  expect(await upsert([input(email, { goen_case_id: 'c' }), input('nobody')])).toMatchObject([
    207,
    {
      results: [{ new: true }],
      numErrors: 1,
      errors: [{ category: 'VALIDATION_ERROR', context: { ids: ['nobody'] } }],
    },
  ]);
  expect(await upsert([input(email), input('HANAKO@example.jp')])).toMatchObject([
    400,
    { message: expect.stringContaining('Duplicate IDs') as unknown },
  ]);
  expect(await upsert([input(email, { shoe_size: '25' })])).toMatchObject([
    400,
    { errors: [{ code: 'PROPERTY_DOESNT_EXIST', in: 'shoe_size' }] },
  ]);
  expect((await upsert(Array.from({ length: 101 }, (_, n) => input(`p${n}@example.jp`))))[0]).toBe(400);
  expect((await upsert([{ id: email, properties: {} }]))[0]).toBe(400);
  expect(sandbox.hubspot.contacts()).toHaveLength(1);
});

it('knows a contact that was merged into another by both ids, and answers with the one that stays', async () => {
  await using sandbox = await testSandbox();
  const { basicApi, batchApi } = clientOf(sandbox).crm.contacts;
  const [stays, gone] = [email, 'other@example.jp'].map((one) => sandbox.hubspot.add('contacts', { email: one }).id);
  if (!stays || !gone) throw new Error('not written');
  await told(sandbox.call('POST', '/crm/v3/objects/contacts/merge', { primaryObjectId: stays, objectIdToMerge: gone }));
  const byAddress = basicApi.getById('other@example.jp', undefined, undefined, undefined, false, 'email');
  expect([(await basicApi.getById(gone)).id, (await byAddress).id]).toEqual([stays, stays]);
  const update = (...ids: string[]) =>
    batchApi.update({ inputs: ids.map((id) => ({ id, properties: { lastname: '佐藤' } })) });
  expect((await update(gone)).results.map(({ id }) => id)).toEqual([stays]);
  expect(await statusOf(update(stays, stays))).toBe(400);
  expect(sandbox.hubspot.contacts()).toHaveLength(1);
});

it('keeps notes of a contact, and finds them by contact and words', async () => {
  await using sandbox = await testSandbox();
  const { crm } = clientOf(sandbox);
  const { results } = await crm.contacts.batchApi.upsert({ inputs: [input(email), input('other@example.jp')] });
  const [own = '', other = ''] = results.map(({ id }) => id);
  const note = (contactId: string, text: string) =>
    crm.objects.notes.basicApi.create({
      properties: { hs_note_body: text, hs_timestamp: '2026-10-01T00:00:00Z' },
      associations: [
        { to: { id: contactId }, types: [{ associationCategory: 'HUBSPOT_DEFINED' as never, associationTypeId: 202 }] },
      ],
    });
  await note(own, '連絡済み goen:event-1');
  await note(other, '連絡済み goen:event-1');
  await note(own, '面談 goen:event-2');
  const search = (word: string) =>
    crm.objects.notes.searchApi.doSearch({
      filterGroups: [
        {
          filters: [
            { propertyName: 'associations.contact', operator: 'EQ' as never, value: own },
            { propertyName: 'hs_note_body', operator: 'CONTAINS_TOKEN' as never, value: word },
          ],
        },
      ],
      properties: ['hs_note_body'],
      sorts: [],
      limit: 10,
      after: '0',
    });
  const found = await search('event');
  expect(found.total).toBe(2);
  const named = await crm.contacts.basicApi.getById(email, undefined, undefined, ['notes'], undefined, 'email');
  expect(named.associations?.notes?.results).toHaveLength(2);
  expect(await statusOf(note('404', 'nobody'))).toBe(400);
  expect(
    await statusOf(crm.objects.notes.basicApi.create({ properties: { hs_note_body: 'no time' }, associations: [] })),
  ).toBe(400);
});

it('finds contacts by what was asked, in pages', async () => {
  await using sandbox = await testSandbox();
  for (const name of ['a', 'b', 'c'])
    sandbox.hubspot.add('contacts', { email: `${name}@example.jp`, lastname: '髙橋' });
  sandbox.hubspot.add('contacts', { email: 'd@example.jp' });
  const search = async (filter: unknown, more = {}) =>
    (
      await told(
        sandbox.call('POST', '/crm/v3/objects/contacts/search', { filterGroups: [{ filters: [filter] }], ...more }),
      )
    )[1] as { total: number; results: { properties: { email: string } }[]; paging?: { next: { after: string } } };
  const lastname = (operator: string, value?: string) => ({
    propertyName: 'lastname',
    operator,
    ...(value ? { value } : {}),
  });
  expect((await search(lastname('NOT_HAS_PROPERTY'))).results).toMatchObject([
    { properties: { email: 'd@example.jp' } },
  ]);
  expect((await search({ propertyName: 'email', operator: 'IN', values: ['A@example.jp', 'x'] })).total).toBe(1);
  const first = await search(lastname('EQ', '髙橋'), { limit: 2 });
  expect([first.total, first.results.length, first.paging?.next.after]).toEqual([3, 2, '2']);
  const rest = await search(lastname('HAS_PROPERTY'), { limit: 2, after: '2' });
  expect([rest.total, rest.results.length, rest.paging]).toEqual([3, 1, undefined]);
});

it('forgets a contact with its notes and consents, and keeps an unknown address out', async () => {
  await using sandbox = await testSandbox();
  const { crm } = clientOf(sandbox);
  const { id } = sandbox.hubspot.add('contacts', { email });
  sandbox.hubspot.add('notes', { hs_note_body: 'n' }, [id]);
  const gdprDelete = (objectId: string) => crm.contacts.basicApi.purge({ objectId, idProperty: 'email' });
  await gdprDelete(email);
  expect([sandbox.hubspot.contacts(), sandbox.hubspot.notes()]).toEqual([[], []]);
  expect((await crm.contacts.batchApi.upsert({ inputs: [input(email)] })).results).toHaveLength(1);
  await gdprDelete('never@example.jp');
  const refused = await told(
    sandbox.call('POST', '/crm/v3/objects/contacts/batch/upsert', { inputs: [input('never@example.jp')] }),
  );
  expect(refused).toMatchObject([207, { results: [], numErrors: 1 }]);
});
