import type { CompanySettingsChangeResult } from '@goen/client';
import fc from 'fast-check';
import { addDays, addMonths, toDate } from './calendar.ts';
import { findBlock, isResult, type Plan } from './case-rules.ts';
import { anIndex, type CommandSpec, pick } from './commands.ts';
import { findNextMail, refresh, toCaseClock } from './live.ts';
import { toApiHours, type WorldCompany } from './stage.ts';
import type { CaseModel, CompanyModel, CompanySettings } from './state.ts';

type Action = 'approve' | 'hold' | 'release' | 'cancel';
type Decidable = { readonly one: CaseModel; readonly plan: Plan };

function isPossible(company: CompanyModel, { one, plan }: Decidable, action: Action): boolean {
  const block = findBlock(company, one, plan);
  if (action === 'release') return block === 'held';
  // What is overdue is in flight at any moment.
  if (action === 'approve') return block === 'approval' || (block === null && plan.day > toDate(toCaseClock(one)));
  return isResult(plan.kind) && block !== 'held';
}

/** Members decide about results and reminders in the queue. */
export const decideMail: CommandSpec<{ index: number; action: Action }, Decidable> = {
  name: 'decide',
  input: fc.record({
    index: anIndex,
    action: fc.constantFrom<Action>('approve', 'approve', 'approve', 'hold', 'release', 'release', 'cancel'),
  }),
  find: (company, { index, action }) =>
    pick(
      company.cases
        .flatMap((one): Decidable[] => {
          const next = one.closed === null ? findNextMail(company, one) : null;
          return next ? [{ one, plan: next.plan }] : [];
        })
        .filter(({ plan }) => isResult(plan.kind) || plan.kind === 'relay_reminder')
        .filter((mail) => isPossible(company, mail, action)),
      index,
    ),
  run: async (_world, { api, model }, { one, plan }, { action }) => {
    const [result] = await api.decideMails({ case_id: one.id, kind: plan.kind, action });
    if (result?.status !== 200) throw new Error(`A decision was refused: ${JSON.stringify(result)}`);
    if (action === 'approve') one.approved.push(plan);
    if (action === 'hold') one.held = plan.about;
    if (action === 'release') one.held = [];
    if (action === 'cancel') for (const application of plan.about) application.answered = true;
    refresh(model, one);
  },
};

export const pauseOrResume: CommandSpec<{ to: boolean }, CompanyModel> = {
  name: 'pause',
  input: fc.record({ to: fc.boolean() }),
  find: (company, { to }) => (company.paused === to ? null : company),
  run: async (_world, { api, model }, _company, { to }) => {
    await api.post(to ? '/v1/mails/pause' : '/v1/mails/resume', {});
    model.paused = to;
  },
};

const aChange = fc.record(
  {
    delayDays: fc.nat({ max: 4 }),
    leastDays: fc.nat({ max: 3 }),
    undoMinutes: fc.constantFrom(0, 60, 1_440),
    approval: fc.boolean(),
    relay: fc.boolean(),
    invites: fc.boolean(),
    everyDay: fc.boolean(),
    /** Days from now on which the company is closed. */
    closedIn: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 3 }),
  },
  { requiredKeys: [] },
);
type Change = Partial<Omit<CompanySettings, 'hours'> & { everyDay: boolean; closedIn: number[] }>;

function applyChange(settings: CompanySettings, { everyDay, closedIn, ...change }: Change): CompanySettings {
  const today = toDate(Date.now());
  const closures = closedIn && [...new Set(closedIn)].toSorted((a, b) => a - b).map((days) => addDays(today, days));
  const hours = { ...settings.hours, ...(everyDay !== undefined && { everyDay }), ...(closures && { closures }) };
  return { ...settings, ...change, hours };
}

const toApiChange = (settings: CompanySettings) => ({
  hours: toApiHours(settings.hours),
  result_delay_days: settings.delayDays,
  result_least_days: settings.leastDays,
  undo_window_minutes: settings.undoMinutes,
  approval: settings.approval ? ('required' as const) : ('automatic' as const),
  takes_part_in_relay: settings.relay,
  invites_with_rejection: settings.invites,
});

type Moved = NonNullable<CompanySettingsChangeResult['moved_mails']>['items'][number];
const format = (mail: Moved['before']): string | undefined =>
  mail ? `${mail.kind} ${mail.sends_at} ${mail.approval} ${mail.waiting_for}` : undefined;

/** Whether the clock of a case is that of the wall: a dry run knows no other. */
const isByTheWall = ({ aheadMs }: CaseModel): boolean => aheadMs === 0;

/** What the dry run lists is what the change then moves, and nothing else. */
export const changeSettings: CommandSpec<Change, CompanyModel> = {
  name: 'changeSettings',
  input: aChange,
  find: (company) => company,
  run: async (_world, company, _target, change) => {
    const { api, model } = company;
    const settings = applyChange(model.settings, change);
    const byTheWall = new Set(model.cases.filter(isByTheWall).map(({ id }) => id));
    const before = await readQueue(company, byTheWall);
    const dryRun = await api.changeSettings(toApiChange(settings), { dry_run: 'true' });
    const moves = (dryRun.moved_mails?.items ?? []).filter(({ case_id: id }) => byTheWall.has(id));
    await api.changeSettings(toApiChange(settings));
    model.settings = settings;
    for (const one of model.cases) refresh(model, one);
    const expected = new Map(before);
    for (const { case_id: id, after } of moves) expected.set(id, format(after));
    await expectQueue(company, byTheWall, expected);
  },
};

async function readQueue({ api }: WorldCompany, ids: ReadonlySet<string>): Promise<Map<string, string | undefined>> {
  const mails = await api.listMails();
  return new Map(mails.filter(({ case_id: id }) => ids.has(id)).map((mail) => [mail.case_id, format(mail)]));
}

async function expectQueue(
  company: WorldCompany,
  ids: ReadonlySet<string>,
  expected: ReadonlyMap<string, string | undefined>,
): Promise<void> {
  const toText = (queue: ReadonlyMap<string, string | undefined>) =>
    [...queue]
      .filter(([, mail]) => mail !== undefined)
      .map(([id, mail]) => `${id} ${mail}`)
      .toSorted()
      .join('\n');
  let shown = '';
  for (let attempt = 0; attempt < 150; attempt += 1) {
    shown = toText(await readQueue(company, ids));
    if (shown === toText(expected)) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`The queue after the change is\n${shown}\nbut the dry run said\n${toText(expected)}`);
}

/** What the rules leave open: a mail that was kept back beyond the day of another one. */
export const hasBlockedMail = (company: CompanyModel): boolean =>
  company.paused ||
  company.settings.approval ||
  company.cases.some((one) => {
    const next = one.closed === null ? findNextMail(company, one) : null;
    return next !== null && next.block !== null;
  });

export const isNearFollowUp = (one: CaseModel, untilMs: number): boolean =>
  one.applications.some(({ rejectedMs }) => addMonths(toDate(rejectedMs), 6) <= toDate(untilMs));
