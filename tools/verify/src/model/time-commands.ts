import { skipWorkflowTo } from '@goen/stack/demo';
import { nudgeCase, toCaseWorkflowId } from '@goen/temporal-kit';
import fc from 'fast-check';
import { addDays, toDate, toMs } from './calendar.ts';
import type { CommandSpec } from './commands.ts';
import { live, toCaseClock } from './live.ts';
import { hasBlockedMail, isNearFollowUp } from './member-commands.ts';
import type { World, WorldCompany } from './stage.ts';
import type { CaseModel, CompanyModel } from './state.ts';

/** Well after the end of every window, so that what was due has ended. */
const afterCloseHours = 1;
const longDays = 30;

const toTarget = (company: CompanyModel, days: number): number => {
  const clocks = company.cases.filter(({ closed }) => closed === null).map(toCaseClock);
  const latest = Math.max(Date.now(), ...clocks);
  return toMs(addDays(toDate(latest), days), company.settings.hours.closesAt + afterCloseHours);
};

/** Time passes for all open cases of a company: what the queue showed leaves, and nothing else. */
export const passTime: CommandSpec<{ days: number }, number> = {
  name: 'passTime',
  input: fc.record({ days: fc.constantFrom(1, 1, 1, 2, 3, 8, 8, 40, 186, 200) }),
  find: (company, { days }) => {
    const untilMs = toTarget(company, days);
    const open = company.cases.filter(({ closed }) => closed === null);
    const isBlocked = hasBlockedMail(company) && (days >= longDays || open.some((one) => isNearFollowUp(one, untilMs)));
    return open.length === 0 || isBlocked ? null : untilMs;
  },
  run: async (world, company, untilMs) => {
    const { model } = company;
    const open = model.cases.filter(({ closed }) => closed === null);
    const announced = await readAnnounced(company, untilMs);
    const mailed = new Map(open.map((one) => [one.id, one.sent.length]));
    await skipAll(world, company, untilMs);
    for (const one of open) live(model, one, untilMs);
    // A person who is erased is so in all their cases.
    for (const one of open) {
      const first = one.sent[mailed.get(one.id) ?? 0];
      const wanted = announced.get(one.id);
      const left = first && `${first.kind} ${first.date}`;
      if (wanted !== undefined && left !== wanted)
        throw new Error(`The queue announced ${wanted}, the model sends ${left}`);
    }
  },
};

/**
 * Kind and day of the next mails that nothing keeps back, of cases whose clock was never moved. Whoever has another case,
 * which lived ahead, may have had their regulated mail of that day.
 */
async function readAnnounced({ api, model }: WorldCompany, untilMs: number): Promise<ReadonlyMap<string, string>> {
  const byTheWall = new Set(model.cases.filter((one) => isAlone(model, one)).map(({ id }) => id));
  return new Map(
    (await api.listMails()).flatMap((mail): [string, string][] => {
      const { case_id: id, kind, sends_at: sendsAt, waiting_for: waitingFor } = mail;
      const leaves = sendsAt !== null && waitingFor === null && Date.parse(sendsAt) <= untilMs;
      return leaves && byTheWall.has(id) ? [[id, `${kind} ${toDate(Date.parse(sendsAt))}`]] : [];
    }),
  );
}

const isAlone = ({ cases }: CompanyModel, { aheadMs, person }: CaseModel): boolean =>
  aheadMs === 0 && cases.filter((other) => other.person === person).length === 1;

async function skipAll({ stage }: World, { id: companyId, model }: WorldCompany, untilMs: number): Promise<void> {
  const open = model.cases.filter(({ closed }) => closed === null);
  await Promise.all(
    open.map(async (one) => {
      // What woke cases by the clock on the wall missed those whose clock is ahead.
      if (one.aheadMs > 0) await nudgeCase(stage.temporal, { caseId: one.id, companyId });
      await skipWorkflowTo(stage.temporal, toCaseWorkflowId(one.id), untilMs);
    }),
  );
}
