import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GatewayFixture, startGatewayFixture } from '../testing/gateway-fixture.ts';
import { commands } from './commands.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway?.close());

const run = (name: string, values: Record<string, string> = {}): Promise<string> => {
  const options = Object.fromEntries(Object.entries({ company: 'hinode', ...values }).map(([key, at]) => [key, [at]]));
  const command = commands[`tag-overrule ${name}`];
  if (command === undefined) throw new Error(`no command ${name}`);
  expect(command.options).toEqual(expect.arrayContaining(Object.keys(options)));
  return command.run(gateway.admin, options);
};
const create = async (value: string) => {
  const answer = await gateway.post('/v1/tag-overrules', { value, because: 'スキル名です' });
  return [answer.status, (await answer.json()) as object];
};

test('the operator lists and revokes what a company overruled; only the operator undoes that', async () => {
  const value = '循環器疾患';
  expect(await run('list')).toBe('hinode has no active overrules.');
  expect(await create(value)).toMatchObject([201, { revoked_at: null }]);
  expect(await run('list')).toMatch(/^循環器疾患\t\d{4}-\d\d-\d\dT\S+\ttest\tスキル名です$/);
  await expect(run('revoke', { company: 'aoba', value })).rejects.toThrow('no active overrule');
  const [staff] = await gateway.rows<{ id: string }>(
    `insert into operator_staff (id, email, email_hash, name, locale, created_at)
     values (gen_random_uuid(), 'hanako@goen.example.jp', 'h', '運営 花子', 'ja', now()) returning id`,
  );
  const by = 'hanako@goen.example.jp';
  await expect(run('revoke', { value, by: '運営 花子' })).rejects.toThrow('has the address or id "運営 花子"');
  expect(await run('revoke', { value: ' 循環器 疾患', by })).toMatch(/^Revoked/);
  await expect(run('revoke', { value })).rejects.toThrow('no active overrule');
  const revoked = (await (await gateway.request('/v1/tag-overrules?state=revoked')).json()) as object;
  expect(revoked).toMatchObject({
    items: [{ value, by: gateway.hinode.actor, revoked_by: { kind: 'operator', id: staff?.id, name: null } }],
  });
  expect(await create(value)).toMatchObject([409, { code: 'overrule_revoked' }]);
  expect(await run('create', { value, because: '確認しました' })).toMatch(/^Overruled/);
  expect(await create(value)).toMatchObject([200, { by: { kind: 'operator', id: null } }]);
  const events = await gateway.rows(
    `select actor, action from audit_event where action like 'tag_overrule.%' order by seq`,
  );
  expect(events).toEqual([
    { actor: `key:${gateway.hinode.actor.id}`, action: 'tag_overrule.created' },
    { actor: `operator:${staff?.id}`, action: 'tag_overrule.revoked' },
    { actor: 'operator', action: 'tag_overrule.created' },
  ]);
});

test.each([
  ['宗教', 'nobody overrules it'],
  ['TypeScript', 'not refused'],
  ['', '--value is empty'],
])('the operator cannot overrule "%s"', async (value, message) => {
  await expect(run('create', { value, because: '確認しました' })).rejects.toThrow(message);
});

test('names the missing company and option', async () => {
  await expect(run('list', { company: 'nowhere' })).rejects.toThrow('"nowhere" not found');
  await expect(run('revoke')).rejects.toThrow('--value is missing');
});
