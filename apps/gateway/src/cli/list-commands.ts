import { exportAudit, listAudit, verifyAudit } from './audit-log.ts';
import { type Command, type Options, optional, readOption, requireOption } from './options.ts';
import { listCases, listStuckCases, showCase } from './show-cases.ts';
import {
  listCompanies,
  listConnections,
  listKeys,
  listLicences,
  listMembers,
  listPositions,
  showCompany,
  showConnection,
  showKey,
  showLicence,
  showMember,
  showPosition,
} from './show-records.ts';

const isAll = (options: Options): boolean => readOption(options, 'all') === 'yes';

const auditOptions = ['company', 'actor', 'action', 'subject', 'from', 'to'];
const readAudit = (options: Options) => ({
  company: readOption(options, 'company'),
  ...optional('actor', readOption(options, 'actor')),
  ...optional('action', readOption(options, 'action')),
  ...optional('subject_id', readOption(options, 'subject')),
  ...optional('from', readOption(options, 'from')),
  ...optional('to', readOption(options, 'to')),
});

/** What only reads. */
export const listCommands: Readonly<Record<string, Command>> = {
  'company list': { summary: 'all companies', options: [], run: (admin) => listCompanies(admin) },
  'company show': {
    summary: 'a company: what it has, and its settings',
    options: ['slug'],
    run: (admin, options) => showCompany(admin, requireOption(options, 'slug')),
  },
  'member list': {
    summary: 'the people of a company who sign in',
    options: ['company', 'all'],
    run: (admin, options) => listMembers(admin, requireOption(options, 'company'), isAll(options)),
  },
  'member show': {
    summary: 'a person who signs in',
    options: ['id'],
    run: (admin, options) => showMember(admin, requireOption(options, 'id')),
  },
  'key list': {
    summary: 'the active keys of a company, with the day of their last use',
    options: ['company', 'all'],
    run: (admin, options) => listKeys(admin, requireOption(options, 'company'), isAll(options)),
  },
  'key show': {
    summary: 'a key, without its secret',
    options: ['prefix'],
    run: (admin, options) => showKey(admin, requireOption(options, 'prefix')),
  },
  'position list': {
    summary: 'the open positions of a company',
    options: ['company', 'all'],
    run: (admin, options) => listPositions(admin, requireOption(options, 'company'), isAll(options)),
  },
  'position show': {
    summary: 'a position',
    options: ['id'],
    run: (admin, options) => showPosition(admin, requireOption(options, 'id')),
  },
  'licence list': { summary: 'all licences that were recorded', options: [], run: (admin) => listLicences(admin) },
  'licence show': { summary: 'the licence that applies', options: [], run: (admin) => showLicence(admin) },
  'cases list': {
    summary: 'cases by the time at which they act next, with the reason why they wait',
    options: ['company', 'state'],
    run: (admin, options) =>
      listCases(admin, {
        company: readOption(options, 'company'),
        ...optional('state', readOption(options, 'state')),
      }),
  },
  'cases show': {
    summary: 'a case and the kinds of its facts',
    options: ['id'],
    run: (admin, options) => showCase(admin, requireOption(options, 'id')),
  },
  'cases stuck': {
    summary: 'cases that should have acted an hour ago or more, each with its reason',
    options: [],
    run: (admin) => listStuckCases(admin),
  },
  'connection list': {
    summary: 'connections with their last run and error',
    options: ['company'],
    run: (admin, options) => listConnections(admin, readOption(options, 'company')),
  },
  'connection show': {
    summary: 'a connection, without its secrets',
    options: ['id'],
    run: (admin, options) => showConnection(admin, requireOption(options, 'id')),
  },
  'audit list': {
    summary: "the newest events of a company; without --company, of the operator's own settings",
    options: auditOptions,
    run: (admin, options) => listAudit(admin, readAudit(options)),
  },
  'audit export': {
    summary: 'the same, all of them and oldest first',
    options: [...auditOptions, 'as'],
    run: (admin, options) => exportAudit(admin, { ...readAudit(options), as: readOption(options, 'as') ?? 'csv' }),
  },
  'audit verify': {
    summary: 'recompute every chain; ends with JSON (events, broken)',
    options: [],
    run: (admin) => verifyAudit(admin),
  },
};
