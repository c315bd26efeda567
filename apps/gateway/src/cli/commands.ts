import { readFileSync } from 'node:fs';
import type { ApiScope } from '@goen/case-store';
import type { CompanySettings } from '@goen/contracts/internal';
import type { AdminContext } from './admin-context.ts';
import { AdminError } from './admin-error.ts';
import { findAdminSetting, readAdminSetting } from './admin-settings.ts';
import { changeSettings, createCompany, resumeCompany, suspendCompany } from './companies.ts';
import { answerComplaint, listComplaints } from './complaints.ts';
import { createConnection, wakeConnections } from './connections.ts';
import { listHandConfirmations } from './hand-confirmations.ts';
import { holdDueMails } from './hold-due-mails.ts';
import { listKeeping } from './keeping.ts';
import { createKey, revokeKey, rotateKey } from './keys.ts';
import { exportLedger, exportPlacementReport, ledgers } from './ledgers/index.ts';
import type { PeriodInput } from './ledgers/ledger-sql.ts';
import { setLicence } from './licence.ts';
import { listCommands } from './list-commands.ts';
import { actAs } from './operator-actor.ts';
import { type Command, type Options, optional, readOption, requireOption } from './options.ts';
import { peopleCommands } from './people-commands.ts';
import { closePosition, openPosition } from './positions.ts';
import { listRetention, previewRetention, setRetention } from './retention.ts';
import { createTagOverrule, listTagOverrules, revokeTagOverrule } from './tag-overrules.ts';
import { wakeOpenCases } from './wake-cases.ts';
import { wakeWorkflows } from './wake-workflows.ts';

/** A ledger of the operator over a period: `--from` and `--to`, which is not part of it. */
function exportOfPeriod(summary: string, run: (admin: AdminContext, period: PeriodInput) => Promise<string>): Command {
  return {
    summary,
    options: ['from', 'to'],
    run: (admin, options) => run(admin, { from: requireOption(options, 'from'), to: requireOption(options, 'to') }),
  };
}

const changes: Readonly<Record<string, Command>> = {
  'company create': {
    summary: 'create a company',
    options: [
      'by',
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
    summary: 'change settings, and print all of them',
    options: ['by', 'slug', 'set'],
    async run(admin, options) {
      const change: Record<string, unknown> = {};
      for (const assignment of options.set ?? []) setPath(change, assignment);
      return JSON.stringify(await changeSettings(admin, requireOption(options, 'slug'), change), null, 2);
    },
  },
  'company suspend': {
    summary: 'suspend a company: nothing leaves in its name, and it can only read',
    options: ['by', 'slug', 'because'],
    async run(admin, options) {
      const slug = requireOption(options, 'slug');
      await suspendCompany(admin, slug, { because: requireOption(options, 'because') });
      return `Suspended ${slug}.`;
    },
  },
  'company resume': {
    summary: 'resume a suspended company',
    options: ['by', 'slug'],
    async run(admin, options) {
      const slug = requireOption(options, 'slug');
      await resumeCompany(admin, slug);
      return `Resumed ${slug}; what was due leaves over the next sending windows.`;
    },
  },
  'company keeping': {
    summary: 'on what basis each company keeps former candidates',
    options: [],
    run: (admin) => listKeeping(admin),
  },
  'key create': {
    summary: 'create an API key, which is shown once',
    options: ['by', 'company', 'name', 'scopes', 'expires'],
    async run(admin, options) {
      const scopes = requireOption(options, 'scopes').split(',') as ApiScope[];
      const { key } = await createKey(admin, {
        company: requireOption(options, 'company'),
        name: requireOption(options, 'name'),
        scopes,
        ...optional('expires', readOption(options, 'expires')),
      });
      return `${key}\nStore it now: the key cannot be shown again.`;
    },
  },
  'key revoke': {
    summary: 'revoke a key; it is refused within a second',
    options: ['by', 'company', 'prefix'],
    async run(admin, options) {
      const named = { company: requireOption(options, 'company'), prefix: requireOption(options, 'prefix') };
      const { prefix, name } = await revokeKey(admin, named);
      return `Revoked ${prefix} (${name}).`;
    },
  },
  'key rotate': {
    summary: 'replace a key; the old one works for the overlap',
    options: ['by', 'company', 'prefix', 'overlap-hours'],
    async run(admin, options) {
      const { key } = await rotateKey(admin, {
        company: requireOption(options, 'company'),
        prefix: requireOption(options, 'prefix'),
        overlapHours: readOption(options, 'overlap-hours') ?? '24',
      });
      return `${key}\nStore it now: the key cannot be shown again.`;
    },
  },
  'connection create': {
    summary: 'create a connection of a kind that needs no secrets',
    options: ['by', 'company', 'kind', 'name'],
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
    summary: 'open a position',
    options: ['by', 'company', 'title', 'url'],
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
    summary: 'close a position',
    options: ['by', 'company', 'id'],
    async run(admin, options) {
      await closePosition(admin, { company: requireOption(options, 'company'), id: requireOption(options, 'id') });
      return 'Closed the position.';
    },
  },
  'tag-overrule list': {
    summary: 'what a company overruled',
    options: ['company'],
    run: (admin, options) => listTagOverrules(admin, requireOption(options, 'company')),
  },
  'tag-overrule create': {
    summary: 'let a company keep a value that is refused as sensitive',
    options: ['company', 'value', 'by', 'because'],
    async run(admin, options) {
      await createTagOverrule(admin, {
        company: requireOption(options, 'company'),
        value: requireOption(options, 'value'),
        because: requireOption(options, 'because'),
      });
      return 'Overruled; later reports keep the tag.';
    },
  },
  'tag-overrule revoke': {
    summary: 'refuse the value again, for good',
    options: ['company', 'value', 'by'],
    async run(admin, options) {
      await revokeTagOverrule(admin, {
        company: requireOption(options, 'company'),
        value: requireOption(options, 'value'),
      });
      return 'Revoked; later reports lose the tag.';
    },
  },
  'licence set': {
    summary: 'record the placement licence, and resume referrals that wait for it',
    options: ['by', 'number', 'kind', 'expires', 'name', 'address', 'complaints', 'occupations', 'fees'],
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
    summary: 'complaints that wait for an answer, oldest first',
    options: ['all'],
    run: (admin, options) => listComplaints(admin, { all: readOption(options, 'all') === 'yes' }),
  },
  'complaint answer': {
    summary: 'answer a complaint; the candidate reads it on their page',
    options: ['id', 'by', 'text'],
    async run(admin, options) {
      await answerComplaint(admin, {
        id: requireOption(options, 'id'),
        text: requireOption(options, 'text'),
      });
      return 'Answered; the candidate reads it on their page.';
    },
  },
  'candidate-ledger export': exportOfPeriod('求職管理簿 of a period, as CSV', exportLedger(ledgers.candidates)),
  // Its name until there were three ledgers.
  'placement-ledger export': exportOfPeriod(
    'earlier name of candidate-ledger export',
    exportLedger(ledgers.candidates),
  ),
  'job-ledger export': exportOfPeriod('求人管理簿 of a period, as CSV', exportLedger(ledgers.jobs)),
  'fee-ledger export': exportOfPeriod('手数料管理簿 of a period, as CSV', exportLedger(ledgers.fees)),
  'placement-report export': {
    summary: 'counts for the yearly report of a fiscal year',
    options: ['year'],
    run: (admin, options) => exportPlacementReport(admin, { year: requireOption(options, 'year') }, new Date()),
  },
  'hand-confirmations list': {
    summary: 'registrations that members confirmed by hand in a month',
    options: ['month'],
    run: (admin, options) => listHandConfirmations(admin, requireOption(options, 'month')),
  },
  'retention list': {
    summary: 'days, reason and last round per kind',
    options: [],
    run: (admin) => listRetention(admin),
  },
  'retention preview': {
    summary: 'what the next round would delete; changes nothing',
    options: [],
    run: (admin) => previewRetention(admin, findAdminSetting('IDENTITY_DATABASE_URL')),
  },
  'retention set': {
    summary: 'change how long a kind is kept',
    options: ['by', 'kind', 'days'],
    async run(admin, options) {
      await setRetention(admin, { kind: requireOption(options, 'kind'), days: requireOption(options, 'days') });
      return 'Set; the next round uses it.';
    },
  },
  'cases wake': {
    summary: 'make every open case decide again, and start missing workflows',
    options: [],
    run: async (admin) => `Woke ${await wakeOpenCases(admin)} open case(s).`,
  },
  'connections wake': {
    summary: 'enqueue every connection, so that missing Schedules are created',
    options: [],
    run: async (admin) => `Enqueued ${await wakeConnections(admin)} connection(s).`,
  },
  'workflows wake': {
    summary: 'the same for all that has a workflow: cases, connections, introductions, re-invitations, imports',
    options: [],
    run: async (admin) => JSON.stringify(await wakeWorkflows(admin)),
  },
  'mails hold-due': {
    summary: 'after a restore: hold every mail that is due, until a person releases or cancels it',
    options: ['by'],
    async run(admin) {
      const held = await holdDueMails(admin, readAdminSetting('CASES_DATABASE_URL'));
      const lines = held.map(({ slug, mails }) => `${slug}\t${mails}`);
      return [...lines, `Held ${held.reduce((sum, { mails }) => sum + mails, 0)} mail(s).`].join('\n');
    },
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

/** Records what a command changes under the person whom `--by` names. */
const actingAs = (command: Command): Command => ({
  ...command,
  run: async (admin, options) => command.run(await actAs(admin, readOption(options, 'by')), options),
});

export const commands: Readonly<Record<string, Command>> = {
  ...listCommands,
  ...Object.fromEntries(
    Object.entries({ ...changes, ...peopleCommands }).map(([name, command]) => [name, actingAs(command)]),
  ),
};
