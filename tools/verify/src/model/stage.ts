import { apiScopes } from '@goen/case-store';
import { companySettings } from '@goen/contracts/internal';
import { relayTemplateView } from '@goen/contracts/public';
import { closeAdmin, createCompany, createKey, openAdmin, setLicence } from '@goen/gateway/admin';
import { findFreePorts, startStack } from '@goen/stack';
import { createExampleLicence, type InboxMail, listInbox } from '@goen/stack/demo';
import { connectTemporal } from '@goen/temporal-kit';
import { createOpenApi } from '../open-api.ts';
import { toSettings } from '../product/start-product.ts';
import { type Hours, toDate } from './calendar.ts';
import { type CompanyModel, type CompanySettings, createPerson } from './state.ts';

export type ModelStage = Awaited<ReturnType<typeof startStage>>;
export type World = Awaited<ReturnType<typeof createWorld>>;

const persons = 5;
const windowHours = { full: 6, short: 3 };
const hourMs = 3_600_000;

/** The whole product. Each sequence of commands gets companies and candidates of its own on it. */
export async function startStage(dataDir: string) {
  process.env.TRUSTED_PROXIES = '1';
  const ports = await findFreePorts();
  const stack = await startStack({ dataDir, ports, durable: false, timeSkipping: true, report: () => {} });
  try {
    const temporal = await connectTemporal({ address: stack.temporalAddress, namespace: 'default' });
    const admin = await openAdmin(stack.databases.cases.operatorUrl);
    await setLicence(admin, createExampleLicence());
    return {
      stack,
      admin,
      temporal: temporal.client,
      inboxUrl: stack.urls.inbox,
      /** Commands that ran, on all worlds. */
      commands: 0,
      worlds: 0,
      stop: async () => {
        await closeAdmin(admin);
        await temporal.close();
        await stack.stop();
      },
    };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

/**
 * Mails leave only while a command moves clocks: no window is open, or opens soon, by the clock on the wall. So the model
 * knows after each command exactly what has left.
 */
function chooseHours(nowMs: number): Hours {
  const hour = Math.floor((nowMs + 9 * hourMs) / hourMs) % 24;
  const opensAt = hour <= 12 ? hour + 5 : hour < 20 ? 1 : 5;
  const closesAt = opensAt + windowHours.full;
  return { opensAt, closesAt, shortClosesAt: opensAt + windowHours.short, everyDay: false, closures: [] };
}

/** One company whose results Goen sends, and one whose ATS sends them and whose candidates register themselves. */
export async function createWorld(stage: ModelStage) {
  stage.worlds += 1;
  const hours = chooseHours(Date.now());
  const settings: CompanySettings = {
    hours,
    delayDays: 1,
    leastDays: 2,
    undoMinutes: 60,
    approval: false,
    relay: true,
    invites: true,
  };
  const create = async (name: string, sendsResults: boolean) => {
    const slug = `${name}-${stage.worlds}`;
    const merged = companySettings.parse({
      ...toSettings(slug, `株式会社${name}${stage.worlds}`),
      hours: toApiHours(hours, false),
      recruiterEmail: null,
      resultMail: sendsResults ? 'goen' : 'ats',
    });
    const { id } = await createCompany(stage.admin, { name: merged.sender.name, slug, settings: merged });
    const { key } = await createKey(stage.admin, { company: slug, name: 'verify', scopes: [...apiScopes] });
    const api = createOpenApi(stage.stack.urls.gateway, key);
    const template = sendsResults ? null : relayTemplateView.parse(await api.get('/v1/relay-template?ats=hrmos'));
    const model: CompanyModel = {
      slug,
      sendsResults,
      settings,
      paused: false,
      cases: [],
      persons: Array.from({ length: persons }, (_, n) => createPerson(`${slug}-${n}@example.com`, n)),
      nextApplication: 1,
    };
    return { id, api, registrationUrl: template?.link.url ?? null, model };
  };
  return {
    stage,
    startedOn: toDate(Date.now()),
    companies: [await create('hinode', true), await create('minato', false)] as const,
  };
}

export type WorldCompany = World['companies'][number];

const toTime = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** Sending hours as settings are stored, or as the API takes them. */
export function toApiHours({ opensAt, closesAt, shortClosesAt, everyDay, closures }: Hours, isApi = true): object {
  const weekdays = everyDay ? [1, 2, 3, 4, 5, 6, 7] : [1, 2, 3, 4, 5];
  return isApi
    ? {
        opens_at: toTime(opensAt),
        closes_at: toTime(closesAt),
        short_closes_at: toTime(shortClosesAt),
        weekdays,
        on_holidays: everyDay,
        closures: [...closures],
      }
    : {
        opensAt: toTime(opensAt),
        closesAt: toTime(closesAt),
        shortClosesAt: toTime(shortClosesAt),
        weekdays,
        onHolidays: everyDay,
        closures: [...closures],
      };
}

const pageLink = /https?:\/\/\S+\/c\/[\w-]+/;

/** The mails to an address that link to the candidate's page, newest first. */
export const listCaseMails = async ({ inboxUrl }: ModelStage, address: string): Promise<InboxMail[]> =>
  (await listInbox(inboxUrl, address)).filter(({ text }) => pageLink.test(text));
