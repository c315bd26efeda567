import { describeCase } from '@goen/case-domain';
import { FollowUpCase, withCompany } from '@goen/case-store';
import { loadCase, refreshProjection } from '@goen/cases';
import { companySettings } from '@goen/contracts/internal';
import {
  companySettingsChange,
  companySettingsView,
  type MovedMail,
  onboarding,
  type SettingsChangeResult,
  sendingDays,
} from '@goen/contracts/public';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport, type GatewayFixture, settings, startGatewayFixture } from '../testing/gateway-fixture.ts';
import { toApiFields } from './field-names.ts';
import { viewSettings } from './view-settings.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

const path = '/v1/settings';
const patch = (body: unknown, tag: string | null = '*', query = '', key = gateway.hinode.key) =>
  gateway.request(
    `${path}${query}`,
    {
      method: 'PATCH',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...(tag === null ? {} : { 'if-match': tag }) },
    },
    key,
  );
const read = async () => {
  const answer = await gateway.request(path);
  return { tag: answer.headers.get('etag') ?? '', view: companySettingsView.parse(await answer.json()) };
};
const readCode = async (answer: Response) => ((await answer.json()) as { code: string }).code;

test('the API shows every setting, and takes every setting that is not the operator’s', () => {
  const view = viewSettings(companySettings.parse({ ...settings, figures: null }));
  const { operator, ...changeable } = companySettingsView.strict().parse(view);
  const names = Object.keys(
    toApiFields({ ...settings, figures: null, recruiterEmail: null, separateInvitation: null }),
  );
  expect([...Object.keys(operator), ...Object.keys(changeable)].toSorted()).toEqual(names.toSorted());
  expect(Object.keys(companySettingsChange.shape).toSorted()).toEqual(Object.keys(changeable).toSorted());
});

test('fields that are left out stay, texts are cleared by null, and the response says what changed', async () => {
  const first = (await (
    await patch({ sender: { department: '人事部', english_name: 'Hinode' }, excluded_companies: ['株式会社かげ'] })
  ).json()) as SettingsChangeResult;
  expect(await gateway.listAudit(gateway.hinode.id)).toContain('settings.changed');
  expect(first.changed.toSorted()).toEqual(['/excluded_companies', '/sender/department', '/sender/english_name']);
  expect(first.settings.sender).toMatchObject({ name: '株式会社ひので', department: '人事部', english_name: 'Hinode' });
  await patch({ sender: { department: null } });
  expect((await read()).view.sender).toMatchObject({ department: null, english_name: 'Hinode' });
});

test('of two changes made from one state, the later is refused, and the other company’s settings stay', async () => {
  const { tag } = await read();
  const answers = await Promise.all([patch({ agency_sources: ['A社'] }, tag), patch({ agency_sources: ['B社'] }, tag)]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 412]));
  const refused = answers.find(({ status }) => status === 412);
  expect(refused && (await readCode(refused))).toBe('settings_changed');
  expect(await readCode(await patch({}, null))).toBe('if_match_missing');
  const fresh = answers.find(({ status }) => status === 200)?.headers.get('etag');
  expect(fresh).toBe((await read()).tag);
  const other = await gateway.request(path, {}, gateway.aoba.key);
  expect(((await other.json()) as { agency_sources: string[] }).agency_sources).toEqual([]);
});

test.each([
  [{ hours: { opens_at: '25:00' } }, '/hours/opens_at', 'invalid_format'],
  [{ keeping: { basis: 'notice' } }, '/keeping/notices', 'custom'],
  [{ sender: { from_address: 'x@aoba.example.jp' } }, '/sender/from_address', 'operator_only'],
  [{ mail_provider: 'smtp' }, '', 'unknown_field'],
  [{ operator: { mail_provider: 'sandbox' } }, '', 'unknown_field'],
  [
    { separate_invitation: { after_days: 3, basis: { kind: 'opt_in', by: 'x' } } },
    '/separate_invitation/basis',
    'unknown_field',
  ],
])('%j is refused at %s', async (body, pointer, code) => {
  for (const query of ['', '?dry_run=true']) {
    const answer = await patch(body, '*', query);
    expect(answer.status).toBe(422);
    const { errors } = (await answer.json()) as { errors: { pointer: string; code: string }[] };
    expect(errors[0]).toMatchObject({ pointer, code });
  }
});

test('a stated basis for keeping is confirmed at once, and every open case decides again', async () => {
  await gateway.post('/v1/rejections', aReport());
  await gateway.rows('delete from outbox');
  const notices = [{ version: '2026-11', text: '選考後のご連絡に利用します。', link: null, since: '2020-01-01' }];
  const answer = await patch({ keeping: { basis: 'notice', notices } });
  expect(((await answer.json()) as SettingsChangeResult).settings.keeping).toMatchObject({
    basis: 'notice',
    unconfirmed: false,
    stated_at: gateway.clock.now.toISOString(),
  });
  const [{ n } = { n: 0 }] = await gateway.rows<{ n: number }>(
    `select count(*)::int as n from outbox where kind = 'nudge' and background`,
  );
  expect(n).toBeGreaterThan(0);
});

const aChange = fc.record(
  {
    hours: fc.record(
      {
        opens_at: fc.constantFrom('09:00', '10:00', '13:30'),
        weekdays: fc.constantFrom([1, 2, 3, 4, 5], [2, 4], [6]),
        closures: fc.constantFrom([], ['2026-11-25', '2026-11-26']),
      },
      { requiredKeys: [] },
    ),
    undo_window_minutes: fc.constantFrom(0, 60, 600),
    result_delay_days: fc.constantFrom(0, 1, 3),
    result_least_days: fc.constantFrom(0, 2),
    max_report_age_days: fc.constantFrom(5, 30),
    first_follow_up_months: fc.constantFrom(3, 6),
    second_follow_up_months: fc.constantFrom(9, 12),
    approval: fc.constantFrom('automatic' as const, 'required' as const),
    personal_note_from: fc.constantFrom('documents' as const, 'final' as const, null),
    takes_part_in_relay: fc.boolean(),
    invites_with_rejection: fc.boolean(),
    keeping: fc.constantFrom(
      { basis: null },
      { basis: 'notice' as const, notices: [{ version: '1', text: 'x', link: null, since: '2020-01-01' }] },
    ),
    sender: fc.constantFrom({ contact: '' }, { contact: 'saiyo@hinode.example.jp' }),
  },
  { requiredKeys: [] },
);

test('a dry run lists exactly the mails that the change then moves', async () => {
  let moved = 0;
  for (const days of [0, 0, 1, 3, 10, 20, 45, 200]) {
    const rejectedAt = new Date(gateway.clock.now.getTime() - days * 86_400_000 - 3_600_000).toISOString();
    const kind = days % 2 === 0 ? 'final' : 'documents';
    const application = { rejected_at: rejectedAt, current_stage: { name: 's', kind, order: 1 } };
    expect((await gateway.post('/v1/rejections', aReport({ application }))).status).toBe(202);
  }
  await fc.assert(
    fc.asyncProperty(aChange, async (change) => {
      await evaluateAll();
      const before = await readQueue();
      const moves = await collectMoves(change);
      expect((await patch(change)).status).toBe(200);
      await evaluateAll();
      const after = await readQueue();
      const happened = [...new Set([...before.keys(), ...after.keys()])].filter(
        (id) => before.get(id) !== after.get(id),
      );
      moved += moves.length;
      expect(moves.map(({ case_id: id }) => id)).toEqual(happened.toSorted());
      for (const { case_id: id, name, before: from, after: to } of moves) {
        expect(name).toEqual(expect.any(String));
        expect([toText(from), toText(to)]).toEqual([before.get(id), after.get(id)]);
      }
    }),
    { numRuns: 12 },
  );
  expect(moved).toBeGreaterThan(0);
});

const toText = (mail: MovedMail['before']) =>
  mail ? `${mail.kind} ${mail.sends_at} ${mail.approval} ${mail.waiting_for}` : undefined;

/** Page by page. */
async function collectMoves(change: object): Promise<MovedMail[]> {
  const moves: MovedMail[] = [];
  for (let cursor = ''; ; ) {
    const answer = await patch(change, '*', `?dry_run=true&limit=2${cursor}`);
    const { moved_mails: page } = (await answer.json()) as SettingsChangeResult;
    moves.push(...(page?.items ?? []));
    if (!page?.next) return moves;
    cursor = `&cursor=${page.next}`;
  }
}

/** What the workflows of all open cases do once they are nudged. */
async function evaluateAll(): Promise<void> {
  const { orm, hinode, clock } = gateway;
  await withCompany(orm, hinode.id, async (em) => {
    for (const { id } of await em.find(FollowUpCase, { state: 'open' })) {
      const loaded = await loadCase(em, id, { lock: true });
      if (loaded && describeCase(loaded.file, clock.now.getTime()).state === 'open') {
        await refreshProjection(em, loaded, clock.now.getTime());
      }
    }
  });
}

async function readQueue(): Promise<Map<string, string>> {
  const answer = await gateway.request('/v1/mails?limit=200');
  const { items } = (await answer.json()) as { items: (NonNullable<MovedMail['before']> & { case_id: string })[] };
  return new Map(items.map((mail) => [mail.case_id, toText(mail) ?? '']));
}

test('the steps of the onboarding are read from what is there', async () => {
  const { id, key } = gateway.aoba;
  const read = async () => {
    const { is_complete: isComplete, steps } = onboarding.parse(
      await (await gateway.request('/v1/onboarding', {}, key)).json(),
    );
    return { isComplete, ...Object.fromEntries(steps.map(({ step, state }) => [step, state])) };
  };
  const first = onboarding.parse(await (await gateway.request('/v1/onboarding', {}, key)).json());
  expect(first.steps[0]).toMatchObject({ step: 'sender_identity', state: 'open', missing: ['/representative'] });
  expect(await read()).toMatchObject({ isComplete: false, hours: 'default', source: 'open', dry_run: 'open' });
  const change = { representative: '代表 花子', hours: { opens_at: '09:30' }, approval: 'automatic' };
  const headers = { 'content-type': 'application/json', 'if-match': '*' };
  const body = JSON.stringify(change);
  expect((await gateway.request('/v1/settings', { method: 'PATCH', headers, body }, key)).status).toBe(200);
  await gateway.post('/v1/rejections', aReport(), {}, key);
  await gateway.addMember(id, 'owner');
  expect(await read()).toMatchObject({
    sender_identity: 'done',
    // mail-service is away.
    sender_domain: 'unknown',
    hours: 'done',
    source: 'done',
    dry_run: 'not_needed',
    approval: 'not_needed',
    colleagues: 'open',
  });
  await gateway.addMember(id, 'recruiter');
  expect(await read()).toMatchObject({ colleagues: 'done', isComplete: false });
});

test('the calendar says when mails may leave, and why on some days they do not', async () => {
  const read = async (from: string, until: string) =>
    sendingDays.parse(await (await gateway.request(`/v1/sending-days?from=${from}&until=${until}`)).json()).items;
  const hours = {
    opens_at: '10:00',
    closes_at: '18:00',
    short_closes_at: '15:00',
    weekdays: [1, 2, 3, 4, 5],
    on_holidays: false,
    closures: ['2026-12-04'],
  };
  expect((await patch({ hours })).status).toBe(200);
  const days = await read('2026-12-02', '2027-01-01');
  const byDate = new Map(days.map((day) => [day.date, day]));
  expect(byDate.get('2026-12-02')).toEqual({
    date: '2026-12-02',
    opens_at: '2026-12-02T01:00:00.000Z',
    closes_at: '2026-12-02T09:00:00.000Z',
    closes_early: false,
    day_off: null,
    holiday: null,
  });
  // Before the closure.
  expect(byDate.get('2026-12-03')).toMatchObject({ closes_at: '2026-12-03T06:00:00.000Z', closes_early: true });
  expect(byDate.get('2026-12-04')).toMatchObject({ opens_at: null, day_off: 'closure' });
  expect(byDate.get('2026-12-05')).toMatchObject({ opens_at: null, day_off: 'weekday' });
  expect(byDate.get('2026-12-30')).toMatchObject({ opens_at: null, day_off: 'year_end', holiday: null });
  expect(byDate.get('2027-01-01')).toMatchObject({ opens_at: null, day_off: 'public_holiday', holiday: '元日' });
  for (const query of ['from=2026-12-02&until=2026-12-01', 'from=2026-01-01&until=2027-12-31']) {
    expect((await gateway.request(`/v1/sending-days?${query}`)).status).toBe(422);
  }
});
