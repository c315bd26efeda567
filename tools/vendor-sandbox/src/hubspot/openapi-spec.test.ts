import { expect, it } from 'vitest';
import { readOpenapiSpec, vendorSpecsDir } from '../testing/openapi-spec.ts';
import { readResponse, startTestSandbox } from '../testing/test-sandbox.ts';

/** Keys of HubSpot's errors that its specification leaves out. */
const undocumentedKeys = ['status', 'policyName', 'errorType'];
const objects = '/crm/v3/objects';
const email = 'hanako@example.jp';
const createInput = (id: string) => ({ id, idProperty: 'email', properties: { email: id, lastname: '髙橋' } });
type Results = { results: { id: string }[] };

it.skipIf(!vendorSpecsDir)('contacts match the published schemas', async () => {
  const { findViolations } = readOpenapiSpec('hubspot-contacts-v3.json');
  await using sandbox = await startTestSandbox();
  const upsert = (inputs: unknown[]) =>
    readResponse(sandbox.call('POST', `${objects}/contacts/batch/upsert`, { inputs }));
  expect(findViolations('BatchInputSimplePublicObjectBatchInputUpsert', { inputs: [createInput(email)] })).toEqual([]);
  const [, written] = await upsert([createInput(email)]);
  expect(findViolations('BatchResponseSimplePublicUpsertObject', written)).toEqual([]);
  const [, partial] = await upsert([createInput(email), createInput('nobody')]);
  expect(findViolations('BatchResponseSimplePublicUpsertObjectWithErrors', partial)).toEqual([]);
  const search = { filterGroups: [], sorts: [], properties: [], limit: 10, after: '0' };
  expect(findViolations('PublicObjectSearchRequest', search)).toEqual([]);
  const [, results] = await readResponse(sandbox.call('POST', `${objects}/contacts/search`, search));
  expect(findViolations('CollectionResponseWithTotalSimplePublicObject', results)).toEqual([]);
  const [, contact] = await readResponse(
    sandbox.call('GET', `${objects}/contacts/${email}?idProperty=email&properties=phone`),
  );
  expect(findViolations('SimplePublicObjectWithAssociations', contact)).toEqual([]);
  const [primary, duplicate] = ['1@example.jp', '2@example.jp'].map((address) =>
    sandbox.hubspot.add('contacts', { email: address }),
  );
  const merge = { primaryObjectId: primary?.id, objectIdToMerge: duplicate?.id };
  const [, merged] = await readResponse(sandbox.call('POST', `${objects}/contacts/merge`, merge));
  expect([findViolations('PublicMergeInput', merge), findViolations('SimplePublicObject', merged)]).toEqual([[], []]);
  expect(findViolations('PublicGdprDeleteInput', { objectId: email, idProperty: 'email' })).toEqual([]);
});

it.skipIf(!vendorSpecsDir)('errors match the published schema', async () => {
  const { findViolations } = readOpenapiSpec('hubspot-contacts-v3.json');
  await using sandbox = await startTestSandbox();
  const pending: Promise<[number, unknown]>[] = [];
  const send = (path: string, body?: unknown) =>
    readResponse(sandbox.call(body === undefined ? 'GET' : 'POST', path, body));
  pending.push(send(`${objects}/contacts/none`), send(`${objects}/contacts/batch/upsert`, { inputs: [] }));
  pending.push(
    send(`${objects}/contacts/batch/upsert`, { inputs: [{ ...createInput(email), properties: { shoe_size: '25' } }] }),
  );
  pending.push(readResponse(fetch(`${sandbox.url}${objects}/contacts/none`)));
  await Promise.all(pending);
  for (const fault of ['too_many_requests', 'server_error', 'expire_token'] as const) {
    sandbox.faults.add({ vendor: 'hubspot', fault });
    pending.push(send(`${objects}/contacts/none`));
    await pending.at(-1);
  }
  const errors = await Promise.all(pending);
  expect(errors.map(([status]) => status)).toEqual([404, 400, 400, 401, 429, 500, 401]);
  for (const [, error] of errors) expect(findViolations('Error', error, undocumentedKeys)).toEqual([]);
});

it.skipIf(!vendorSpecsDir)('notes match the published schemas', async () => {
  const { findViolations } = readOpenapiSpec('hubspot-notes-v3.json');
  await using sandbox = await startTestSandbox();
  const { id: contactId } = sandbox.hubspot.add('contacts', { email });
  const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 202 }];
  const note = {
    properties: { hs_note_body: '連絡済み', hs_timestamp: '2026-10-01T00:00:00Z' },
    associations: [{ to: { id: contactId }, types }],
  };
  expect(findViolations('SimplePublicObjectInputForCreate', note)).toEqual([]);
  const [, created] = await readResponse(sandbox.call('POST', `${objects}/notes`, note));
  expect(findViolations('SimplePublicObject', created)).toEqual([]);
  const search = {
    filterGroups: [{ filters: [{ propertyName: 'associations.contact', operator: 'EQ', value: contactId }] }],
  };
  const [, results] = await readResponse(sandbox.call('POST', `${objects}/notes/search`, search));
  expect((results as Results).results).toHaveLength(1);
  expect(findViolations('CollectionResponseWithTotalSimplePublicObject', results)).toEqual([]);
  const { id } = created as { id: string };
  const [, contact] = await readResponse(sandbox.call('GET', `${objects}/notes/${id}?associations=contacts`));
  expect(contact).toMatchObject({ associations: { contacts: { results: [{ id: contactId }] } } });
  expect(findViolations('SimplePublicObjectWithAssociations', contact)).toEqual([]);
});

it.skipIf(!vendorSpecsDir)('subscription statuses match the published schemas', async () => {
  const { findViolations } = readOpenapiSpec('hubspot-subscriptions-v4.json');
  await using sandbox = await startTestSandbox();
  const path = '/communication-preferences/v4';
  const change = {
    subscriptionId: 1001,
    statusState: 'UNSUBSCRIBED',
    channel: 'EMAIL',
    legalBasis: 'CONSENT_WITH_NOTICE',
  };
  expect(findViolations('PartialPublicStatusRequest', change)).toEqual([]);
  const responses = [
    await readResponse(sandbox.call('GET', `${path}/statuses/${email}?channel=EMAIL`)),
    await readResponse(sandbox.call('POST', `${path}/statuses/${email}`, change)),
    await readResponse(sandbox.call('GET', `${path}/statuses/${email}?channel=EMAIL`)),
  ];
  for (const [status, response] of responses) {
    expect([status, findViolations('ActionResponseWithResultsPublicStatus', response)]).toEqual([200, []]);
    for (const result of (response as Results).results) expect(findViolations('PublicStatus', result)).toEqual([]);
  }
  const [, definitions] = await readResponse(sandbox.call('GET', `${path}/definitions`));
  expect(findViolations('ActionResponseWithResultsSubscriptionDefinition', definitions)).toEqual([]);
});

it.skipIf(!vendorSpecsDir)('batches match the published schemas', async () => {
  const contacts = readOpenapiSpec('hubspot-contacts-v3.json');
  const notes = readOpenapiSpec('hubspot-notes-v3.json');
  const consents = readOpenapiSpec('hubspot-subscriptions-v4.json');
  await using sandbox = await startTestSandbox();
  const { id } = sandbox.hubspot.add('contacts', { email });
  const send = (path: string, body: object) => readResponse(sandbox.call('POST', path, body));
  const updates = { inputs: [{ id, properties: { lastname: '佐藤' } }] };
  expect(contacts.findViolations('BatchInputSimplePublicObjectBatchInput', updates)).toEqual([]);
  const [, updated] = await send(`${objects}/contacts/batch/update`, updates);
  expect(contacts.findViolations('BatchResponseSimplePublicObject', updated)).toEqual([]);
  const [status, partial] = await send(`${objects}/contacts/batch/update`, {
    inputs: [...updates.inputs, { id: '9', properties: {} }],
  });
  expect([status, contacts.findViolations('BatchResponseSimplePublicObjectWithErrors', partial)]).toEqual([207, []]);

  const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 202 }];
  const properties = { hs_note_body: '連絡済み', hs_timestamp: '2026-10-01T00:00:00Z' };
  const [createdStatus, created] = await send(`${objects}/notes/batch/create`, {
    inputs: [{ properties, associations: [{ to: { id }, types }] }],
  });
  expect([createdStatus, notes.findViolations('BatchResponseSimplePublicObject', created)]).toEqual([201, []]);
  const inputs = (created as Results).results.map((note) => ({ id: note.id }));
  const [, read] = await send(`${objects}/notes/batch/read`, { inputs, properties: ['hs_note_body'] });
  expect(notes.findViolations('BatchResponseSimplePublicObject', read)).toEqual([]);

  const path = '/communication-preferences/v4/statuses/batch';
  const change = { subscriptionId: 1001, statusState: 'UNSUBSCRIBED', channel: 'EMAIL', subscriberIdString: email };
  expect(consents.findViolations('BatchInputPublicStatusRequest', { inputs: [change] })).toEqual([]);
  const [, written] = await send(`${path}/write`, { inputs: [change] });
  expect(consents.findViolations('BatchResponsePublicStatus', written)).toEqual([]);
  const [, statuses] = await send(`${path}/read?channel=EMAIL`, { inputs: [email] });
  expect(consents.findViolations('BatchResponsePublicStatusBulkResponse', statuses)).toEqual([]);
  expect((statuses as { results: unknown[] }).results).toMatchObject([{ statuses: [{ status: 'UNSUBSCRIBED' }] }]);
  const [, partialStatuses] = await send(`${path}/read?channel=EMAIL`, { inputs: ['no address'] });
  expect(consents.findViolations('BatchResponsePublicStatusBulkResponseWithErrors', partialStatuses)).toEqual([]);
  const [, optOuts] = await send(`${path}/unsubscribe-all?channel=EMAIL`, { inputs: [email] });
  expect(consents.findViolations('BatchResponsePublicBulkOptOutFromAllResponse', optOuts)).toEqual([]);
  const [, wideStatuses] = await send(`${path}/unsubscribe-all/read?channel=EMAIL`, { inputs: [email] });
  expect(consents.findViolations('BatchResponsePublicWideStatusBulkResponse', wideStatuses)).toEqual([]);
  sandbox.hubspot.forget({ email: 'blocked@example.jp' });
  const [, refused] = await send(`${path}/write`, {
    inputs: [{ ...change, subscriberIdString: 'blocked@example.jp' }],
  });
  expect(consents.findViolations('BatchResponsePublicStatus', refused)).toEqual([]);
});
