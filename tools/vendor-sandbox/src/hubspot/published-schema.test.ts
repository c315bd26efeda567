import { expect, it } from 'vitest';
import { readDescription, vendorSpecs } from '../testing/published-description.ts';
import { testSandbox, told } from '../testing/test-sandbox.ts';

/** Every error of HubSpot has `status: "error"`, and those of a limit tell which, besides what is described. */
const besides = ['status', 'policyName', 'errorType'];
const objects = '/crm/v3/objects';
const email = 'hanako@example.jp';
const input = (id: string) => ({ id, idProperty: 'email', properties: { email: id, lastname: '髙橋' } });
type Results = { results: { id: string }[] };

it.skipIf(!vendorSpecs)('contacts have the shapes of the published description', async () => {
  const { faults } = readDescription('hubspot-contacts-v3.json');
  await using sandbox = await testSandbox();
  const upsert = (inputs: unknown[]) => told(sandbox.call('POST', `${objects}/contacts/batch/upsert`, { inputs }));
  expect(faults('BatchInputSimplePublicObjectBatchInputUpsert', { inputs: [input(email)] })).toEqual([]);
  const [, written] = await upsert([input(email)]);
  expect(faults('BatchResponseSimplePublicUpsertObject', written)).toEqual([]);
  const [, partly] = await upsert([input(email), input('nobody')]);
  expect(faults('BatchResponseSimplePublicUpsertObjectWithErrors', partly)).toEqual([]);
  const search = { filterGroups: [], sorts: [], properties: [], limit: 10, after: '0' };
  expect(faults('PublicObjectSearchRequest', search)).toEqual([]);
  const [, found] = await told(sandbox.call('POST', `${objects}/contacts/search`, search));
  expect(faults('CollectionResponseWithTotalSimplePublicObject', found)).toEqual([]);
  const [, one] = await told(sandbox.call('GET', `${objects}/contacts/${email}?idProperty=email&properties=phone`));
  expect(faults('SimplePublicObjectWithAssociations', one)).toEqual([]);
  const [stays, goes] = ['1@example.jp', '2@example.jp'].map((address) =>
    sandbox.hubspot.add('contacts', { email: address }),
  );
  const merge = { primaryObjectId: stays?.id, objectIdToMerge: goes?.id };
  const [, merged] = await told(sandbox.call('POST', `${objects}/contacts/merge`, merge));
  expect([faults('PublicMergeInput', merge), faults('SimplePublicObject', merged)]).toEqual([[], []]);
  expect(faults('PublicGdprDeleteInput', { objectId: email, idProperty: 'email' })).toEqual([]);
});

it.skipIf(!vendorSpecs)('errors have the shape of the published description', async () => {
  const { faults } = readDescription('hubspot-contacts-v3.json');
  await using sandbox = await testSandbox();
  const errors: Promise<[number, unknown]>[] = [];
  const ask = (path: string, body?: unknown) => told(sandbox.call(body === undefined ? 'GET' : 'POST', path, body));
  errors.push(ask(`${objects}/contacts/none`), ask(`${objects}/contacts/batch/upsert`, { inputs: [] }));
  errors.push(
    ask(`${objects}/contacts/batch/upsert`, { inputs: [{ ...input(email), properties: { shoe_size: '25' } }] }),
  );
  errors.push(told(fetch(`${sandbox.url}${objects}/contacts/none`)));
  await Promise.all(errors);
  for (const fault of ['too_many_requests', 'server_error', 'expire_token'] as const) {
    sandbox.faults.add({ vendor: 'hubspot', fault });
    errors.push(ask(`${objects}/contacts/none`));
    await errors.at(-1);
  }
  const answers = await Promise.all(errors);
  expect(answers.map(([status]) => status)).toEqual([404, 400, 400, 401, 429, 500, 401]);
  for (const [, answer] of answers) expect(faults('Error', answer, besides)).toEqual([]);
});

it.skipIf(!vendorSpecs)('notes have the shapes of the published description', async () => {
  const { faults } = readDescription('hubspot-notes-v3.json');
  await using sandbox = await testSandbox();
  const { id: contactId } = sandbox.hubspot.add('contacts', { email });
  const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 202 }];
  const note = {
    properties: { hs_note_body: '連絡済み', hs_timestamp: '2026-10-01T00:00:00Z' },
    associations: [{ to: { id: contactId }, types }],
  };
  expect(faults('SimplePublicObjectInputForCreate', note)).toEqual([]);
  const [, made] = await told(sandbox.call('POST', `${objects}/notes`, note));
  expect(faults('SimplePublicObject', made)).toEqual([]);
  const search = {
    filterGroups: [{ filters: [{ propertyName: 'associations.contact', operator: 'EQ', value: contactId }] }],
  };
  const [, found] = await told(sandbox.call('POST', `${objects}/notes/search`, search));
  expect((found as Results).results).toHaveLength(1);
  expect(faults('CollectionResponseWithTotalSimplePublicObject', found)).toEqual([]);
  const { id } = made as { id: string };
  const [, one] = await told(sandbox.call('GET', `${objects}/notes/${id}?associations=contacts`));
  expect(one).toMatchObject({ associations: { contacts: { results: [{ id: contactId }] } } });
  expect(faults('SimplePublicObjectWithAssociations', one)).toEqual([]);
});

it.skipIf(!vendorSpecs)('consents have the shapes of the published description', async () => {
  const { faults } = readDescription('hubspot-subscriptions-v4.json');
  await using sandbox = await testSandbox();
  const path = '/communication-preferences/v4';
  const change = {
    subscriptionId: 1001,
    statusState: 'UNSUBSCRIBED',
    channel: 'EMAIL',
    legalBasis: 'CONSENT_WITH_NOTICE',
  };
  expect(faults('PartialPublicStatusRequest', change)).toEqual([]);
  const answers = [
    await told(sandbox.call('GET', `${path}/statuses/${email}?channel=EMAIL`)),
    await told(sandbox.call('POST', `${path}/statuses/${email}`, change)),
    await told(sandbox.call('GET', `${path}/statuses/${email}?channel=EMAIL`)),
  ];
  for (const [status, answer] of answers) {
    expect([status, faults('ActionResponseWithResultsPublicStatus', answer)]).toEqual([200, []]);
    for (const one of (answer as Results).results) expect(faults('PublicStatus', one)).toEqual([]);
  }
  const [, definitions] = await told(sandbox.call('GET', `${path}/definitions`));
  expect(faults('ActionResponseWithResultsSubscriptionDefinition', definitions)).toEqual([]);
});

it.skipIf(!vendorSpecs)('batches have the shapes of the published descriptions', async () => {
  const contacts = readDescription('hubspot-contacts-v3.json');
  const notes = readDescription('hubspot-notes-v3.json');
  const consents = readDescription('hubspot-subscriptions-v4.json');
  await using sandbox = await testSandbox();
  const { id } = sandbox.hubspot.add('contacts', { email });
  const ask = (path: string, body: object) => told(sandbox.call('POST', path, body));
  const updates = { inputs: [{ id, properties: { lastname: '佐藤' } }] };
  expect(contacts.faults('BatchInputSimplePublicObjectBatchInput', updates)).toEqual([]);
  const [, updated] = await ask(`${objects}/contacts/batch/update`, updates);
  expect(contacts.faults('BatchResponseSimplePublicObject', updated)).toEqual([]);
  const [partly, gone] = await ask(`${objects}/contacts/batch/update`, {
    inputs: [...updates.inputs, { id: '9', properties: {} }],
  });
  expect([partly, contacts.faults('BatchResponseSimplePublicObjectWithErrors', gone)]).toEqual([207, []]);

  const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 202 }];
  const properties = { hs_note_body: '連絡済み', hs_timestamp: '2026-10-01T00:00:00Z' };
  const made = await ask(`${objects}/notes/batch/create`, {
    inputs: [{ properties, associations: [{ to: { id }, types }] }],
  });
  expect([made[0], notes.faults('BatchResponseSimplePublicObject', made[1])]).toEqual([201, []]);
  const inputs = (made[1] as Results).results.map((one) => ({ id: one.id }));
  const [, read] = await ask(`${objects}/notes/batch/read`, { inputs, properties: ['hs_note_body'] });
  expect(notes.faults('BatchResponseSimplePublicObject', read)).toEqual([]);

  const path = '/communication-preferences/v4/statuses/batch';
  const change = { subscriptionId: 1001, statusState: 'UNSUBSCRIBED', channel: 'EMAIL', subscriberIdString: email };
  expect(consents.faults('BatchInputPublicStatusRequest', { inputs: [change] })).toEqual([]);
  const [, written] = await ask(`${path}/write`, { inputs: [change] });
  expect(consents.faults('BatchResponsePublicStatus', written)).toEqual([]);
  const [, statuses] = await ask(`${path}/read?channel=EMAIL`, { inputs: [email] });
  expect(consents.faults('BatchResponsePublicStatusBulkResponse', statuses)).toEqual([]);
  expect((statuses as { results: unknown[] }).results).toMatchObject([{ statuses: [{ status: 'UNSUBSCRIBED' }] }]);
  const [, unread] = await ask(`${path}/read?channel=EMAIL`, { inputs: ['no address'] });
  expect(consents.faults('BatchResponsePublicStatusBulkResponseWithErrors', unread)).toEqual([]);
  const [, ofAll] = await ask(`${path}/unsubscribe-all?channel=EMAIL`, { inputs: [email] });
  expect(consents.faults('BatchResponsePublicBulkOptOutFromAllResponse', ofAll)).toEqual([]);
  const [, wide] = await ask(`${path}/unsubscribe-all/read?channel=EMAIL`, { inputs: [email] });
  expect(consents.faults('BatchResponsePublicWideStatusBulkResponse', wide)).toEqual([]);
  sandbox.hubspot.forget({ email: 'blocked@example.jp' });
  const [, refused] = await ask(`${path}/write`, { inputs: [{ ...change, subscriberIdString: 'blocked@example.jp' }] });
  expect(consents.faults('BatchResponsePublicStatus', refused)).toEqual([]);
});
