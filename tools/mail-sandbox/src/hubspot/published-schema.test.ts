import { expect, it } from 'vitest';
import { loadPublishedSchema, vendorSpecs } from '../testing/published-schema.ts';
import { startTestSandbox } from '../testing/test-sandbox.ts';

it.skipIf(!vendorSpecs)('answers match the schemas that HubSpot publishes', async () => {
  const schema = loadPublishedSchema('hubspot-single-send-v3.json');
  const findMismatches = (name: string, value: unknown, tolerated?: readonly string[]) =>
    schema.findMismatches(`/components/schemas/${name}`, value, tolerated);
  await using sandbox = await startTestSandbox();
  const path = '/marketing/v3/transactional/single-email/send';
  const send = { emailId: 1, message: { to: 'a@example.com', sendId: 'm-1' }, customProperties: { html: 'h' } };
  const post = async (body: unknown) => (await (await sandbox.call('POST', path, body)).json()) as { statusId: string };
  const pending = await post(send);
  const status = await (await sandbox.call('GET', `/marketing/v3/email/send-statuses/${pending.statusId}`)).json();
  for (const answer of [pending, status, await post(send)]) {
    expect(findMismatches('EmailSendStatusView', answer)).toEqual([]);
  }
  // Every HubSpot error has `status: "error"`, although the schema omits it.
  expect(findMismatches('Error', await post({ emailId: 1 }), ['status'])).toEqual([]);
  const notFound = await (await sandbox.call('GET', '/marketing/v3/none')).json();
  expect(findMismatches('Error', notFound, ['status'])).toEqual([]);
  const { customProperties: _properties, ...describedRequest } = send;
  expect(findMismatches('PublicSingleSendRequestEgg', describedRequest)).toEqual([]);
});
