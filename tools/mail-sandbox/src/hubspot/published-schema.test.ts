import { expect, it } from 'vitest';
import { readDescription, vendorSpecs } from '../testing/published-description.ts';
import { testSandbox } from '../testing/test-sandbox.ts';

it.skipIf(!vendorSpecs)("answers have the shapes of HubSpot's own description", async () => {
  const description = readDescription('hubspot-single-send-v3.json');
  const faults = (name: string, answer: unknown, undescribed?: readonly string[]) =>
    description.faults(`/components/schemas/${name}`, answer, undescribed);
  await using sandbox = await testSandbox();
  const path = '/marketing/v3/transactional/single-email/send';
  const send = { emailId: 1, message: { to: 'a@example.com', sendId: 'm-1' }, customProperties: { html: 'h' } };
  const post = async (body: unknown) => (await (await sandbox.call('POST', path, body)).json()) as { statusId: string };
  const pending = await post(send);
  const status = await (await sandbox.call('GET', `/marketing/v3/email/send-statuses/${pending.statusId}`)).json();
  for (const answer of [pending, status, await post(send)]) expect(faults('EmailSendStatusView', answer)).toEqual([]);
  // Every answer of HubSpot has `status: "error"` besides what is described.
  expect(faults('Error', await post({ emailId: 1 }), ['status'])).toEqual([]);
  expect(faults('Error', await (await sandbox.call('GET', '/marketing/v3/none')).json(), ['status'])).toEqual([]);
  const { customProperties: _properties, ...described } = send;
  expect(faults('PublicSingleSendRequestEgg', described)).toEqual([]);
});
