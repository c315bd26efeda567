import { z } from 'zod';
import { stepNames } from '../workflow/step.ts';
import { actorView } from './actor.ts';
import { connectionCounts, vendorFault } from './connection.ts';
import { memberAddress, memberName } from './identity.ts';
import { newSender } from './settings.ts';
import { calendarDate, instant, locale, pageLimit, pageOf, stageKind } from './shared.ts';

/** What the operator's staff sees: ids, states, counts and times; no personal data of candidates. */
const count = z.number().int().min(0);
const page = { cursor: z.string().optional(), limit: pageLimit };

export const operatorCompany = z
  .object({
    id: z.uuid(),
    name: z.string(),
    slug: z.string(),
    created_at: instant,
    sandbox: z
      .boolean()
      .describe('for testing an integration: its mails go to the local inbox, and its keys are test keys'),
    suspended: z
      .object({ since: instant, because: z.string().nullable() })
      .nullable()
      .describe('null: it is not suspended'),
    onboarding: z.object({
      owner: z.enum(['none', 'invited', 'joined']).describe('whether an owner was invited, and signed in'),
      has_api_key: z.boolean(),
      has_connection: z.boolean(),
      has_sender_identity: z.boolean().describe('name, postal address and contact are set: regulated mail may leave'),
      has_keeping_basis: z.boolean().describe('has stated on what basis former candidates are kept'),
      takes_part_in_relay: z.boolean(),
      first_case_at: instant.nullable(),
    }),
  })
  .meta({ id: 'OperatorCompany' });
export type OperatorCompany = z.infer<typeof operatorCompany>;
export const operatorCompanyPage = pageOf(operatorCompany).meta({ id: 'OperatorCompanyPage' });
export const operatorCompanyQuery = z.strictObject({
  ...page,
  q: z.string().trim().min(1).max(100).optional().describe('part of the name or of the slug'),
});

const newOwner = z
  .strictObject({ email: memberAddress, name: memberName, locale: locale.default('ja') })
  .meta({ id: 'NewOwner' });
export const newOperatorCompany = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    slug: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{1,49}$/)
      .describe('2 to 50 characters of a-z, 0-9 and -'),
    sandbox: z.boolean().default(false).describe('for good: a company never becomes, or ceases to be, a sandbox'),
    sender: newSender,
    owner: newOwner.describe('invited by mail'),
    key: z
      .strictObject({ name: z.string().trim().min(1).max(100), scopes: z.array(z.string().max(50)).min(1).max(50) })
      .nullable()
      .default(null)
      .describe('an API key for the company; null: its owner creates one'),
  })
  .meta({ id: 'NewOperatorCompany' });
export type NewOperatorCompany = z.output<typeof newOperatorCompany>;
export const operatorCompanyCreated = z
  .object({ company: operatorCompany, key: z.string().nullable().describe('shown only here') })
  .meta({ id: 'OperatorCompanyCreated' });
export type OperatorCompanyCreated = z.infer<typeof operatorCompanyCreated>;
export const newCompanyOwner = newOwner;
export const companySuspension = z
  .strictObject({ because: z.string().trim().min(1).max(500).describe('the company’s members can read it') })
  .meta({ id: 'CompanySuspension' });

const operatorLicenceView = z
  .object({
    number: z.string(),
    kind: z.string(),
    expires_on: z.iso.date(),
    operator_name: z.string().nullable(),
    address: z.string().nullable(),
    complaints_contact: z.string().nullable(),
    occupations: z.string().nullable(),
    fees: z.string().nullable(),
    recorded_at: instant,
  })
  .meta({ id: 'OperatorLicence' });
export const licenceState = z
  .object({
    licence: operatorLicenceView.nullable().describe('the one that expires last'),
    valid: z.boolean(),
    days_left: z.number().int().nullable(),
    referrals_waiting: count.describe('cases whose referral is due: they wait while no licence is valid'),
  })
  .meta({ id: 'LicenceState' });
export type LicenceState = z.infer<typeof licenceState>;
const text = (max: number) => z.string().trim().min(1).max(max);
export const newOperatorLicence = z
  .strictObject({
    number: text(30).describe('as the ministry writes it: 13-ユ-123456'),
    kind: text(100),
    expires_on: calendarDate,
    operator_name: text(200),
    address: text(500),
    complaints_contact: text(300),
    occupations: text(300),
    fees: text(500),
  })
  .meta({ id: 'NewOperatorLicence' });

const caseWaitReasons = ['waiting', 'due', 'overdue', 'stuck'] as const;
export const caseWaitReason = z.enum(caseWaitReasons);
export type CaseWaitReason = z.infer<typeof caseWaitReason>;
export const operatorCase = z
  .object({
    id: z.uuid(),
    company_id: z.uuid(),
    candidate_id: z.uuid(),
    stage: stageKind,
    next_step: z.enum(stepNames),
    wakes_at: instant.nullable().describe('null: it waits for somebody, not for a time'),
    reason: caseWaitReason,
    opened_at: instant,
    mail: z
      .object({
        kind: z.string(),
        decision: z.enum(['approved', 'held', 'lapsed']).nullable(),
        note_missing: z.boolean(),
        awaits_approval: z.boolean().describe('a member of the company has to approve it first'),
      })
      .nullable()
      .describe('the next mail, and what members decided about it'),
    failed_notifications: count.describe('attempts to notify Temporal that failed and are retried'),
    temporal_url: z.url().nullable().describe('its workflow in Temporal’s UI; null when its address is not set'),
  })
  .meta({ id: 'OperatorCase' });
export type OperatorCase = z.infer<typeof operatorCase>;
export const operatorCasePage = pageOf(operatorCase).meta({ id: 'OperatorCasePage' });
/** More cases than this are not counted one by one. */
export const maxCountedCases = 1_000;
const countedCases = z
  .number()
  .int()
  .min(0)
  .max(maxCountedCases + 1);
export const operatorCaseCounts = z
  .object({ waiting: countedCases, due: countedCases, overdue: countedCases, stuck: countedCases })
  .describe(`by the reason why they wait; ${maxCountedCases + 1}: more than ${maxCountedCases}`)
  .meta({ id: 'OperatorCaseCounts' });
export type OperatorCaseCounts = z.infer<typeof operatorCaseCounts>;
export const operatorCaseCountsQuery = z.strictObject({ company_id: z.uuid().optional() });
export const operatorCaseQuery = z.strictObject({
  ...page,
  reason: caseWaitReason
    .optional()
    .describe(
      '`waiting`: for a time to come, or for somebody; `due`: for less than an hour; `overdue`: longer; `stuck`: for more than a day, so that something is broken',
    ),
  company_id: z.uuid().optional(),
});
export type OperatorCaseQuery = z.output<typeof operatorCaseQuery>;

export const operatorConnection = z
  .object({
    id: z.uuid(),
    company_id: z.uuid(),
    kind: z.string(),
    name: z.string(),
    state: z.string(),
    counts: connectionCounts,
    last_run_at: instant.nullable(),
    last_ok_at: instant.nullable(),
    last_error_at: instant.nullable(),
    last_error: vendorFault.nullable(),
  })
  .meta({ id: 'OperatorConnection' });
export const operatorConnectionPage = pageOf(operatorConnection).meta({ id: 'OperatorConnectionPage' });
export const operatorConnectionQuery = z.strictObject({
  ...page,
  company_id: z.uuid().optional(),
  failing: z.enum(['true', 'false']).optional().describe('whether the last run failed'),
});

const rate = z.number().min(0).max(1).nullable().describe('null without a mail');
const dnsState = z.enum(['verified', 'pending', 'failed', 'missing', 'unknown']);
export const operatorDomain = z
  .object({
    company_id: z.uuid(),
    domain: z.string(),
    provider: z.string(),
    dns: z
      .object({
        state: dnsState.describe('while it is `pending` or `failed`, mails wait'),
        spf: dnsState,
        dkim: dnsState,
        dmarc: dnsState.nullable().describe('null: nobody has looked it up yet'),
        checked_at: instant,
      })
      .nullable()
      .describe('as it was last checked: before a mail leaves, at most once an hour; null: never'),
    mails: count.describe('sent in the period'),
    bounces: count,
    complaints: count,
    bounce_rate: rate,
    complaint_rate: rate,
  })
  .meta({ id: 'OperatorDomain' });
export const operatorDomains = z
  .object({
    from: instant,
    dns_known: z.boolean().describe('false: mail-service does not answer, and no state is known'),
    items: z.array(operatorDomain),
  })
  .meta({ id: 'OperatorDomains' });
export const operatorDomainQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(90).default(30).describe('how far back'),
});

export const operatorSchedule = z
  .object({
    id: z.string(),
    purpose: z.string().nullable(),
    workflow: z.string().nullable(),
    paused: z.boolean(),
    last_run_at: instant.nullable(),
    next_run_at: instant.nullable(),
  })
  .meta({ id: 'OperatorSchedule' });
export const operatorSchedules = z.object({ items: z.array(operatorSchedule) }).meta({ id: 'OperatorSchedules' });
export const operatorScheduleQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
});

export const ledgerName = z.enum(['candidates', 'jobs', 'fees']);
export const ledgerQuery = z
  .strictObject({
    from: calendarDate.describe('first day, in Asia/Tokyo'),
    to: calendarDate.describe('day after the last, in Asia/Tokyo'),
    as: z.enum(['csv', 'json']).default('csv'),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'Must be after `from`.' });
/** The three books have one shape: a line is a text or null per column. */
export const operatorLedger = z
  .object({
    ledger: ledgerName,
    from: calendarDate,
    to: calendarDate,
    columns: z.array(z.object({ name: z.string(), heading: z.string().describe('as the law calls it') })),
    items: z.array(z.record(z.string(), z.string().nullable())).describe('by the name of the column'),
  })
  .meta({ id: 'OperatorLedger' });
export const fiscalYearQuery = z.strictObject({
  year: z.coerce.number().int().min(2020).max(2100).describe('the fiscal year that begins on 1 April'),
});

const handConfirmation = z
  .object({
    registration_id: z.uuid(),
    company_id: z.uuid(),
    confirmed_at: instant,
    confirmed_by: actorView.nullable(),
    state: z.string(),
  })
  .meta({ id: 'HandConfirmation' });
export const handConfirmations = z.object({ items: z.array(handConfirmation) }).meta({ id: 'HandConfirmations' });

export const operatorComplaint = z
  .object({
    id: z.uuid(),
    company_id: z.uuid(),
    candidate_id: z.uuid(),
    received_at: instant,
    notified_at: instant.nullable().describe('when a mail told your staff of it; null: nobody could be told yet'),
    text: z.string().nullable().describe('what the candidate wrote to the operator; null once they were erased'),
    answer: z.string().nullable(),
    answered_at: instant.nullable(),
  })
  .meta({ id: 'OperatorComplaint' });
export type OperatorComplaint = z.infer<typeof operatorComplaint>;
export const operatorComplaintPage = pageOf(operatorComplaint).meta({ id: 'OperatorComplaintPage' });
export const operatorComplaintQuery = z.strictObject({
  ...page,
  unanswered: z.enum(['true', 'false']).default('true'),
});
export const newComplaintAnswer = z
  .strictObject({ text: z.string().trim().min(1).max(4_000) })
  .meta({ id: 'NewComplaintAnswer' });

export const operatorErasure = z
  .object({
    candidate_id: z.uuid(),
    company_id: z.uuid(),
    erased_at: instant,
    because: z.enum(['requested', 'kept_no_longer']),
  })
  .meta({ id: 'OperatorErasure' });
export const operatorErasurePage = pageOf(operatorErasure).meta({ id: 'OperatorErasurePage' });
export const operatorErasureQuery = z.strictObject(page);

export const operatorHealth = z
  .object({
    checks: z.record(z.string(), z.boolean()).describe('database, Temporal, mail-service, credit-service'),
    outbox: z.object({ waiting: count, failing: count, oldest_at: instant.nullable() }),
    complaints: z
      .object({ unanswered: count, not_notified: count })
      .describe('`not_notified`: of the unanswered ones, those that no mail told your staff of'),
    versions: z.object({ node: z.string(), postgres: z.string(), schema: z.string().describe('the latest migration') }),
  })
  .meta({ id: 'OperatorHealth' });
export type OperatorHealth = z.infer<typeof operatorHealth>;
