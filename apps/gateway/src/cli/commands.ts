import { readFileSync } from 'node:fs';
import type { ApiScope } from '@goen/case-store';
import type { CompanySettings } from '@goen/contracts/internal';
import { type AdminContext, AdminError } from './admin-context.ts';
import { changeSettings, createCompany } from './companies.ts';
import { createConnection, wakeConnections } from './connections.ts';
import { createKey, revokeKey } from './keys.ts';
import { setLicence, wakeOpenCases } from './operator.ts';
import { placementLedger } from './placement-ledger.ts';
import { closePosition, openPosition } from './positions.ts';

type Values = Readonly<Record<string, readonly string[] | undefined>>;
type Command = { readonly options: readonly string[]; run(admin: AdminContext, values: Values): Promise<string> };

const one = (values: Values, name: string): string => {
  const value = values[name]?.at(-1);
  if (value === undefined) throw new AdminError(`--${name} is missing.`);
  return value;
};
const maybe = (values: Values, name: string): string | null => values[name]?.at(-1) ?? null;
const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

export const commands: Readonly<Record<string, Command>> = {
  'company create': {
    options: ['name', 'slug', 'sender-name', 'from', 'reply-to', 'postal-address', 'contact', 'settings'],
    async run(admin, values) {
      const file = maybe(values, 'settings');
      const given = file === null ? {} : (JSON.parse(readFileSync(file, 'utf8')) as Partial<CompanySettings>);
      const sender = {
        name: maybe(values, 'sender-name') ?? one(values, 'name'),
        fromAddress: one(values, 'from'),
        replyTo: maybe(values, 'reply-to') ?? one(values, 'from'),
        postalAddress: maybe(values, 'postal-address') ?? '',
        contact: maybe(values, 'contact') ?? '',
      };
      const settings = { ...given, sender: { ...sender, ...given.sender } } as CompanySettings;
      const { id } = await createCompany(admin, { name: one(values, 'name'), slug: one(values, 'slug'), settings });
      return `Created company ${id}.`;
    },
  },
  'company settings': {
    options: ['slug', 'set'],
    async run(admin, values) {
      const change: Record<string, unknown> = {};
      for (const assignment of values.set ?? []) setPath(change, assignment);
      return pretty(await changeSettings(admin, one(values, 'slug'), change));
    },
  },
  'key create': {
    options: ['company', 'name', 'scopes'],
    async run(admin, values) {
      const scopes = one(values, 'scopes').split(',') as ApiScope[];
      const { key } = await createKey(admin, { company: one(values, 'company'), name: one(values, 'name'), scopes });
      return `${key}\nThis is the only time that the key is shown.`;
    },
  },
  'key revoke': {
    options: ['company', 'prefix'],
    run: async (admin, values) =>
      `Revoked ${await revokeKey(admin, { company: one(values, 'company'), prefix: one(values, 'prefix') })} key(s).`,
  },
  'connection create': {
    options: ['company', 'kind', 'name'],
    async run(admin, values) {
      const given = { company: one(values, 'company'), kind: one(values, 'kind'), name: one(values, 'name') };
      return `Created connection ${(await createConnection(admin, given)).id}.`;
    },
  },
  'position open': {
    options: ['company', 'title', 'url'],
    async run(admin, values) {
      const given = { company: one(values, 'company'), title: one(values, 'title'), url: maybe(values, 'url') };
      return `Opened position ${(await openPosition(admin, given)).id}.`;
    },
  },
  'position close': {
    options: ['company', 'id'],
    async run(admin, values) {
      await closePosition(admin, { company: one(values, 'company'), id: one(values, 'id') });
      return 'Closed the position.';
    },
  },
  'licence set': {
    options: ['number', 'kind', 'expires'],
    async run(admin, values) {
      const given = { number: one(values, 'number'), kind: one(values, 'kind'), expiresOn: one(values, 'expires') };
      return `Recorded the licence; ${await setLicence(admin, given)} referral(s) that waited for it go on.`;
    },
  },
  'placement-ledger export': {
    options: ['from', 'to'],
    run: (admin, values) => placementLedger(admin, { from: one(values, 'from'), to: one(values, 'to') }),
  },
  'cases wake': {
    options: [],
    run: async (admin) => `Woke ${await wakeOpenCases(admin)} open case(s).`,
  },
  'connections wake': {
    options: [],
    run: async (admin) => `Told of ${await wakeConnections(admin)} connection(s).`,
  },
};

/** `a.b=value`: a value that is JSON is taken as such, any other as text. */
function setPath(target: Record<string, unknown>, assignment: string): void {
  const at = assignment.indexOf('=');
  if (at < 1) throw new AdminError(`--set takes path=value, not "${assignment}".`);
  const path = assignment.slice(0, at).split('.');
  const last = path.pop() ?? '';
  let inner = target;
  for (const name of path) inner = (inner[name] ??= {}) as Record<string, unknown>;
  inner[last] = valueOf(assignment.slice(at + 1));
}

function valueOf(text: string): unknown {
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
