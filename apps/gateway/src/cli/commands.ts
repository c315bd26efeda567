import { readFileSync } from 'node:fs';
import type { ApiScope } from '@goen/case-store';
import type { CompanySettings } from '@goen/contracts/internal';
import type { AdminContext } from './admin-context.ts';
import { AdminError } from './admin-error.ts';
import { changeSettings, createCompany } from './companies.ts';
import { answerComplaint, listComplaints } from './complaints.ts';
import { createConnection, wakeConnections } from './connections.ts';
import { listHandConfirmations } from './hand-confirmations.ts';
import { listKeeping } from './keeping.ts';
import { createKey, revokeKey } from './keys.ts';
import { exportCandidateLedger } from './ledgers/candidate-ledger.ts';
import { exportFeeLedger } from './ledgers/fee-ledger.ts';
import { exportJobLedger } from './ledgers/job-ledger.ts';
import type { PeriodInput } from './ledgers/ledger-sql.ts';
import { exportPlacementReport } from './ledgers/placement-report.ts';
import { setLicence } from './licence.ts';
import { actAs } from './operator-actor.ts';
import { closePosition, openPosition } from './positions.ts';
import { listRetention, previewRetention, setRetention } from './retention.ts';
import { createTagOverrule, listTagOverrules, revokeTagOverrule } from './tag-overrules.ts';
import { wakeOpenCases } from './wake-cases.ts';

type Options = Readonly<Record<string, readonly string[] | undefined>>;
type Command = { readonly options: readonly string[]; run(admin: AdminContext, options: Options): Promise<string> };

const requireOption = (options: Options, name: string): string => {
  const value = readOption(options, name);
  if (value === null) throw new AdminError(`--${name} is missing.`);
  if (value.trim() === '') throw new AdminError(`--${name} is empty.`);
  return value;
};
const readOption = (options: Options, name: string): string | null => options[name]?.at(-1) ?? null;

/** A ledger of the operator over a period: `--from` and `--to`, which is not part of it. */
function exportOfPeriod(run: (admin: AdminContext, period: PeriodInput) => Promise<string>): Command {
  return {
    options: ['from', 'to'],
    run: (admin, options) => run(admin, { from: requireOption(options, 'from'), to: requireOption(options, 'to') }),
  };
}

export const commands: Readonly<Record<string, Command>> = {
  'company create': {
    options: [
      'name',
      'slug',
      'sender-name',
      'from',
      'reply-to',
      'postal-address',
      'contact',
      'settings',
      'notice',
      'notice-version',
      'notice-link',
      'notice-since',
    ],
    async run(admin, options) {
      const file = readOption(options, 'settings');
      const fromFile = file === null ? {} : readSettingsFile(file);
      const sender = {
        name: readOption(options, 'sender-name') ?? requireOption(options, 'name'),
        fromAddress: requireOption(options, 'from'),
        replyTo: readOption(options, 'reply-to') ?? requireOption(options, 'from'),
        postalAddress: readOption(options, 'postal-address') ?? '',
        contact: readOption(options, 'contact') ?? '',
      };
      const keeping = fromFile.keeping ?? readNotice(options);
      const settings = {
        ...fromFile,
        ...(keeping && { keeping }),
        sender: { ...sender, ...fromFile.sender },
      } as CompanySettings;
      const { id } = await createCompany(admin, {
        name: requireOption(options, 'name'),
        slug: requireOption(options, 'slug'),
        settings,
      });
      return `Created company ${id}.${keeping ? '' : `\n${withoutBasis}`}`;
    },
  },
  'company settings': {
    options: ['slug', 'set'],
    async run(admin, options) {
      const change: Record<string, unknown> = {};
      for (const assignment of options.set ?? []) setPath(change, assignment);
      return JSON.stringify(await changeSettings(admin, requireOption(options, 'slug'), change), null, 2);
    },
  },
  'company keeping': {
    options: [],
    run: (admin) => listKeeping(admin),
  },
  'key create': {
    options: ['company', 'name', 'scopes'],
    async run(admin, options) {
      const scopes = requireOption(options, 'scopes').split(',') as ApiScope[];
      const { key } = await createKey(admin, {
        company: requireOption(options, 'company'),
        name: requireOption(options, 'name'),
        scopes,
      });
      return `${key}\nStore it now: the key cannot be shown again.`;
    },
  },
  'key revoke': {
    options: ['company', 'prefix'],
    run: async (admin, options) =>
      `Revoked ${await revokeKey(admin, { company: requireOption(options, 'company'), prefix: requireOption(options, 'prefix') })} key(s).`,
  },
  'connection create': {
    options: ['company', 'kind', 'name'],
    async run(admin, options) {
      const input = {
        company: requireOption(options, 'company'),
        kind: requireOption(options, 'kind'),
        name: requireOption(options, 'name'),
      };
      return `Created connection ${(await createConnection(admin, input)).id}.`;
    },
  },
  'position open': {
    options: ['company', 'title', 'url'],
    async run(admin, options) {
      const input = {
        company: requireOption(options, 'company'),
        title: requireOption(options, 'title'),
        url: readOption(options, 'url'),
      };
      return `Opened position ${(await openPosition(admin, input)).id}.`;
    },
  },
  'position close': {
    options: ['company', 'id'],
    async run(admin, options) {
      await closePosition(admin, { company: requireOption(options, 'company'), id: requireOption(options, 'id') });
      return 'Closed the position.';
    },
  },
  'tag-overrule list': {
    options: ['company'],
    run: (admin, options) => listTagOverrules(admin, requireOption(options, 'company')),
  },
  'tag-overrule create': {
    options: ['company', 'value', 'by', 'because'],
    async run(admin, options) {
      await createTagOverrule(await actAs(admin, readOption(options, 'by')), {
        company: requireOption(options, 'company'),
        value: requireOption(options, 'value'),
        because: requireOption(options, 'because'),
      });
      return 'Overruled; later reports keep the tag.';
    },
  },
  'tag-overrule revoke': {
    options: ['company', 'value', 'by'],
    async run(admin, options) {
      await revokeTagOverrule(await actAs(admin, readOption(options, 'by')), {
        company: requireOption(options, 'company'),
        value: requireOption(options, 'value'),
      });
      return 'Revoked; later reports lose the tag.';
    },
  },
  'licence set': {
    options: ['number', 'kind', 'expires', 'name', 'address', 'complaints', 'occupations', 'fees'],
    async run(admin, options) {
      const input = {
        number: requireOption(options, 'number'),
        kind: requireOption(options, 'kind'),
        expiresOn: requireOption(options, 'expires'),
        operatorName: requireOption(options, 'name'),
        address: requireOption(options, 'address'),
        complaintsContact: requireOption(options, 'complaints'),
        occupations: requireOption(options, 'occupations'),
        fees: requireOption(options, 'fees'),
      };
      return `Recorded the licence; resumed ${await setLicence(admin, input)} waiting referral(s).`;
    },
  },
  'complaint list': {
    options: ['all'],
    run: (admin, options) => listComplaints(admin, { all: readOption(options, 'all') === 'yes' }),
  },
  'complaint answer': {
    options: ['id', 'by', 'text'],
    async run(admin, options) {
      await answerComplaint(await actAs(admin, readOption(options, 'by')), {
        id: requireOption(options, 'id'),
        text: requireOption(options, 'text'),
      });
      return 'Answered; the candidate reads it on their page.';
    },
  },
  'candidate-ledger export': exportOfPeriod(exportCandidateLedger),
  // Its name until there were three ledgers.
  'placement-ledger export': exportOfPeriod(exportCandidateLedger),
  'job-ledger export': exportOfPeriod(exportJobLedger),
  'fee-ledger export': exportOfPeriod(exportFeeLedger),
  'placement-report export': {
    options: ['year'],
    run: (admin, options) => exportPlacementReport(admin, { year: requireOption(options, 'year') }),
  },
  'hand-confirmations list': {
    options: ['month'],
    run: (admin, options) => listHandConfirmations(admin, requireOption(options, 'month')),
  },
  'retention list': { options: [], run: (admin) => listRetention(admin) },
  'retention preview': { options: [], run: (admin) => previewRetention(admin) },
  'retention set': {
    options: ['kind', 'days'],
    async run(admin, options) {
      await setRetention(admin, { kind: requireOption(options, 'kind'), days: requireOption(options, 'days') });
      return 'Set; the next round uses it.';
    },
  },
  'cases wake': {
    options: [],
    run: async (admin) => `Woke ${await wakeOpenCases(admin)} open case(s).`,
  },
  'connections wake': {
    options: [],
    run: async (admin) => `Enqueued ${await wakeConnections(admin)} connection(s).`,
  },
};

const withoutBasis =
  'It states no basis for keeping former candidates: they get the result and nothing else, and are erased 30 days later. State one with --notice … --notice-version … --notice-since … (docs/case-life-cycle.md).';

/** The notice that applicants are shown; null when none is given. */
function readNotice(options: Options): CompanySettings['keeping'] | null {
  if (readOption(options, 'notice') === null) return null;
  const notice = {
    text: requireOption(options, 'notice'),
    version: requireOption(options, 'notice-version'),
    link: readOption(options, 'notice-link'),
    since: requireOption(options, 'notice-since'),
  };
  return { basis: 'notice', notices: [notice], unconfirmed: false, statedAt: null };
}

function readSettingsFile(file: string): Partial<CompanySettings> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<CompanySettings>;
  } catch (error) {
    throw new AdminError(`${file} cannot be read: ${error instanceof Error ? error.message : 'unknown error'}`);
  }
}

/** Applies `a.b=value`: the value is parsed as JSON if it is valid JSON, else taken as text. */
function setPath(target: Record<string, unknown>, assignment: string): void {
  const separator = assignment.indexOf('=');
  if (separator < 1) throw new AdminError(`--set expects path=value, not "${assignment}".`);
  const path = assignment.slice(0, separator).split('.');
  const last = path.pop() ?? '';
  let parent = target;
  for (const name of path) parent = (parent[name] ??= {}) as Record<string, unknown>;
  parent[last] = parseValue(assignment.slice(separator + 1));
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export const usage = (): string =>
  `Usage: npm run admin -- <command> [options]\n${Object.entries(commands)
    .map(([name, { options }]) => `  ${name} ${options.map((option) => `--${option} …`).join(' ')}`)
    .join('\n')}\n`;
