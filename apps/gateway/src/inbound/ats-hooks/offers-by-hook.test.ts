import { randomUUID } from 'node:crypto';
import type { ConnectionView } from '@goen/contracts/public';
import { greenhouseHook, type SignedHook, standardHook, zohoHook } from '@goen/vendor-sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

type Person = { readonly id: number; readonly family: string; readonly given: string; readonly email: string };
type Kind = 'offer' | 'rejection';
type Vendor = {
  readonly kind: string;
  readonly secrets: Record<string, string>;
  readonly hook: (url: string, kind: Kind, person: Person) => SignedHook;
};
const secret = 'a-long-secret-for-these-tests-only';
const standardSecret = `whsec_${Buffer.alloc(32, 6).toString('base64')}`;
const rejectedAt = '2026-11-24T10:00:00+09:00';

const vendors: readonly Vendor[] = [
  {
    kind: 'greenhouse',
    secrets: { signing_key: secret },
    hook: (url, kind, { id, family, given, email }) =>
      greenhouseHook(
        { url, secret },
        {
          action: kind === 'offer' ? 'hire_candidate' : 'reject_candidate',
          payload: {
            application: {
              id: id + 500_000,
              prospect: false,
              last_activity_at: rejectedAt,
              rejected_at: rejectedAt,
              jobs: [{ id: 5, name: '経理' }],
              candidate: { id, first_name: given, last_name: family, email_addresses: [{ value: email }] },
            },
          },
        },
        randomUUID(),
      ),
  },
  {
    kind: 'zoho_recruit',
    secrets: { secret },
    hook: (url, kind, { id, family, given, email }) =>
      zohoHook(
        { url, custom: { secret, event: 'rejected' } },
        {
          application_id: `${id + 500_000}`,
          candidate_id: `${id}`,
          last_name: family,
          first_name: given,
          email,
          job_title: '経理',
          application_status: kind === 'offer' ? 'Offer-Made' : 'Rejected',
          rejected_on: '2026-11-24 10:00:00',
        },
      ),
  },
  {
    kind: 'standard_webhooks',
    secrets: { signing_secret: standardSecret },
    hook: (url, kind, { id, family, given, email }) => {
      const names = { remote_id: `${id}`, family_name: family, given_name: given };
      const application = { remote_id: `${id + 500_000}` };
      return standardHook(
        { url, secret: standardSecret },
        kind === 'offer'
          ? {
              type: 'candidate.hired',
              data: { candidate: { ...names, emails: [email] }, application, occurred_at: rejectedAt },
            }
          : {
              type: 'application.rejected',
              data: {
                candidate: { ...names, emails: [{ value: email }] },
                application: { ...application, rejected_at: rejectedAt },
              },
            },
      );
    },
  },
];
const orders: readonly (readonly Kind[])[] = [
  ['offer', 'rejection'],
  ['rejection', 'offer'],
];
let lastId = 1_000;

test.each(vendors.flatMap((vendor) => orders.map((order) => [vendor.kind, order.join(', '), vendor, order] as const)))(
  '%s: an offer is the person’s whose name agrees, and silences nobody else (%s)',
  async (kind, _order, vendor, order) => {
    const body = { kind, name: kind, secrets: vendor.secrets };
    const connection = (await (await gateway.post('/v1/connections', body)).json()) as ConnectionView;
    const send = async (type: Kind, given: string, email: string) => {
      const person = { id: (lastId += 1), family: '佐藤', given, email };
      const hook = vendor.hook(connection.hook_url ?? '', type, person);
      const answer = await gateway.app.request(hook.url, {
        method: 'POST',
        headers: { ...hook.headers },
        body: hook.body,
      });
      expect(answer.status).toBe(200);
      return String(person.id);
    };
    const readNext = (candidateId: string) =>
      gateway.rows(
        'select c.next_step from follow_up_case c join candidate p on p.id = c.candidate_id where p.remote_id = ?',
        [candidateId],
      );
    const [own, shared] = [`${randomUUID()}@example.jp`, `${randomUUID()}@example.jp`];
    let [same, other] = ['', ''];
    for (const type of order) {
      const ids = [await send(type, '太郎', own), await send(type, type === 'offer' ? '太郎' : '花子', shared)];
      if (type === 'rejection') [same = '', other = ''] = ids;
    }
    expect(await readNext(same)).toEqual([{ next_step: 'close' }]);
    expect(await readNext(other)).toEqual([{ next_step: 'address_decision' }]);
  },
);
