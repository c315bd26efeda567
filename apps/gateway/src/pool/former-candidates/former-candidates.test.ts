import { formerCandidatePage } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ReInvitationGateway, startReInvitationFixture } from '../../testing/re-invitation-fixture.ts';

let gateway: ReInvitationGateway;
let positionId: string;
/** Ids by a name that tells what is special. */
const people = new Map<string, string>();

const skill = (value: string) => ({ kind: 'skill', value });
const stage = (kind: string) => ({ name: kind, kind, order: 1 });
beforeAll(async () => {
  gateway = await startReInvitationFixture();
  positionId = await gateway.position();
  const add = async (name: string, day: number, parts: { application?: object; candidate?: object } = {}) => {
    const person = await gateway.former({
      ...parts,
      application: { rejected_at: `2026-09-${String(day).padStart(2, '0')}T10:00:00+09:00`, ...parts.application },
      candidate: { family_name: name, ...parts.candidate },
    });
    people.set(name, person.candidateId);
  };
  await add('both', 1, { candidate: { tags: [skill('ＴＳ'), skill('golang')], prefecture: '東京都' } });
  await add('neighbour', 2, {
    candidate: { tags: [skill('TypeScript')], prefecture: '埼玉県' },
    application: { current_stage: stage('final'), rejection_reason: { name: '希望年収が合わない' } },
  });
  await add('far', 3, {
    candidate: { tags: [skill('Go')], prefecture: '大阪府', experience_years: 1 },
    application: { rejection_reason: { name: 'スキル不足' } },
  });
  await add('nothing', 4, { candidate: { tags: [] }, application: { current_stage: stage('documents') } });
  await add('silent', 5, { candidate: { can_email: false } });
});
afterAll(() => gateway?.close());

async function list(query = '') {
  const response = await gateway.request(`/v1/positions/${positionId}/former-candidates?${query}`);
  expect(response.status).toBe(200);
  return formerCandidatePage.parse(await response.json());
}
const names = async (query = '') => (await list(query)).items.map(({ family_name: name }) => name);

test('says of each what they meet and not, by any name of a skill, with neighbours, and gives no number', async () => {
  const { items } = await list();
  const both = items.find(({ family_name: name }) => name === 'both');
  expect(both).toMatchObject({
    requirements: [
      { tag: 'skill:typescript', need: 'required', met: true },
      { tag: 'skill:go', need: 'desired', met: true },
    ],
    region: 'same',
    stage: 'interview',
    last_job: 'エンジニア',
    months_since: 2,
    reason: 'none',
    may_be_invited: true,
    blocks: [],
  });
  expect(items.find(({ family_name: name }) => name === 'far')).toMatchObject({
    experience_met: false,
    reason: 'skills',
  });
  expect(items.find(({ family_name: name }) => name === 'silent')).toMatchObject({
    may_be_invited: false,
    blocks: [{ reason: 'may_not_email', until: null }],
  });
  expect(JSON.stringify(items)).not.toMatch(/score|rank/);
});

test.each([
  ['', ['silent', 'nothing', 'far', 'neighbour', 'both']],
  ['sort=oldest', ['both', 'neighbour', 'far', 'nothing', 'silent']],
  ['sort=stage', ['neighbour', 'silent', 'far', 'both', 'nothing']],
  ['sort=region', ['both', 'neighbour', 'far', 'silent', 'nothing']],
  ['sort=reason', ['far', 'neighbour', 'silent', 'nothing', 'both']],
  ['sort=skill:go', ['far', 'both', 'silent', 'nothing', 'neighbour']],
  ['meets=skill:typescript', ['silent', 'neighbour', 'both']],
  ['meets=skill:typescript&meets=skill:go', ['both']],
  ['lacks=skill:typescript', ['nothing', 'far']],
  ['region=same&region=neighbour', ['neighbour', 'both']],
  ['region=elsewhere', ['far']],
  ['region=unknown', ['silent', 'nothing']],
  ['stage=final&stage=documents', ['nothing', 'neighbour']],
  ['reason=skills', ['far']],
  ['rejected_from=2026-09-03&rejected_before=2026-09-05', ['nothing', 'far']],
  ['may_be_invited=true&meets=skill:typescript', ['neighbour', 'both']],
  ['may_be_invited=false', ['silent']],
])('%s lists %j', async (query, expected) => {
  expect(await names(query)).toEqual(expected);
});

test.each(['', 'sort=oldest', 'sort=stage', 'sort=region', 'sort=reason', 'sort=skill:go', 'may_be_invited=true'])(
  'pages of %s leave nobody out, and name nobody twice',
  async (query) => {
    const whole = await names(query);
    const paged: (string | null)[] = [];
    let cursor = '';
    for (let pages = 0; pages < 10; pages += 1) {
      const page = await list(`${query}&limit=2${cursor}`);
      paged.push(...page.items.map(({ family_name: name }) => name));
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(paged).toEqual(whole);
  },
);

test.each([
  ['sort=score', 422],
  ['sort=skill:rust', 422],
  ['meets=skill:rust', 422],
  ['cursor=nonsense', 400],
])('%s is refused with %d', async (query, status) => {
  expect((await gateway.request(`/v1/positions/${positionId}/former-candidates?${query}`)).status).toBe(status);
});

test('erased people are not listed, and candidates of an older version are classified when they are', async () => {
  await gateway.rows('update candidate set last_reason_class = null where company_id = ?', [gateway.hinode.id]);
  expect(await names('reason=skills')).toEqual(['far']);
  const person = await gateway.former({ candidate: { family_name: 'gone' } });
  expect(await names()).toContain('gone');
  await gateway.submit(`/c/${person.token}`, { action: 'erase', confirm: 'yes' });
  expect(await names()).not.toContain('gone');
});

test('people who are kept for the result only are not listed', async () => {
  const person = await gateway.former({ candidate: { family_name: 'result-only' } });
  expect(await names()).toContain('result-only');
  await gateway.rows('update candidate set result_only = true where id = ?', [person.candidateId]);
  expect(await names()).not.toContain('result-only');
});

test('people who registered themselves are not listed before their rejection is confirmed', async () => {
  const person = await gateway.former({ candidate: { family_name: 'registered' } });
  const [followed] = await gateway.rows<{ id: string }>('select id from follow_up_case where candidate_id = ?', [
    person.candidateId,
  ]);
  await gateway.rows(
    `insert into registration (id, company_id, candidate_id, case_id, state, job_name, created_at)
     values (gen_random_uuid(), ?, ?, ?, 'unconfirmed', 'エンジニア', now())`,
    [gateway.hinode.id, person.candidateId, followed?.id],
  );
  expect(await names()).not.toContain('registered');
  await gateway.rows(`update registration set state = 'refused' where candidate_id = ?`, [person.candidateId]);
  expect(await names()).toContain('registered');
});

test('a list of those who may be invited does not look at people whose case forbids it', async () => {
  const person = await gateway.former({ candidate: { family_name: 'declining' } });
  expect(await names('may_be_invited=true')).toContain('declining');
  await gateway.submit(`/c/${person.token}`, { action: 'follow_up.decline' });
  expect(await names('may_be_invited=true')).not.toContain('declining');
  expect(await names('may_be_invited=false')).toContain('declining');
  const [row] = await gateway.rows<{ until: string }>(
    'select invitable_from::text as until from candidate where id = ?',
    [person.candidateId],
  );
  expect(row).toEqual({ until: '9999-12-31' });
});

test('a position of another company is not found', async () => {
  const response = await gateway.request(`/v1/positions/${positionId}/former-candidates`, {}, gateway.aoba.key);
  expect(response.status).toBe(404);
});
