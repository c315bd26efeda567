import { randomUUID } from 'node:crypto';
import { Company, type Em } from '@goen/case-store';
import {
  changeSettings as changeCompanySettings,
  recordAudit,
  resumeCompany as resume,
  suspendCompany as suspend,
  wakeOtherMails,
} from '@goen/cases';
import { type CompanySettings, companySettings, noBasis } from '@goen/contracts/internal';
import { z } from 'zod';
import { type AdminContext, findCompany } from './admin-context.ts';
import { AdminError, parseInput, toAdminError } from './admin-error.ts';

const newCompany = z.object({
  name: z.string().trim().min(1).max(200),
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{1,49}$/, 'must be 2 to 50 characters of a-z, 0-9 and -'),
  settings: companySettings,
});

type NewCompany = z.input<typeof newCompany>;

/** Creates a company, without a basis for keeping people unless it states one; throws an AdminError when the slug is taken. */
export const createCompany = ({ orm, actor }: AdminContext, input: NewCompany): Promise<{ id: string }> =>
  orm.em.fork().transactional((em) => createCompanyIn(em, actor, input));

/** The same in a transaction of the caller. */
export async function createCompanyIn(
  em: Em,
  actor: AdminContext['actor'],
  input: NewCompany,
): Promise<{ id: string }> {
  const { name, slug, settings: given } = parseInput(newCompany, input);
  // Only companies from before bases were stated are unconfirmed.
  const settings = input.settings.keeping === undefined ? { ...given, keeping: noBasis } : given;
  assertKnown(input.settings, settings);
  assertSender(settings.sender);
  if (await em.findOne(Company, { slug })) throw new AdminError(`The slug "${slug}" is taken.`);
  const id = randomUUID();
  await em.insert(Company, { id, name, slug, settings, createdAt: new Date() });
  await recordAudit(em, { companyId: id, actor, action: 'company.created', subject: { type: 'company', id } });
  return { id };
}

/** Merges a change into a company's settings, validates the result and returns it. */
export async function changeSettings(
  { orm, actor }: AdminContext,
  slug: string,
  change: Readonly<Record<string, unknown>>,
) {
  return orm.em.fork().transactional(async (em) => {
    const { id: companyId } = await findCompany(em, slug);
    const check = (before: CompanySettings, settings: CompanySettings): void => {
      assertKnown(change, settings);
      assertSender(settings.sender);
      assertSameSandbox(before, settings);
    };
    const outcome = await changeCompanySettings(em, { companyId, change, now: new Date(), check });
    if (outcome.kind === 'invalid') throw toAdminError(outcome.issues);
    if (outcome.kind === 'outdated') throw new Error('Settings without a version are never outdated');
    const subject = { type: 'company', id: companyId };
    const data = { fields: Object.keys(change) };
    await recordAudit(em, { companyId, actor, action: 'settings.changed', subject, data });
    return outcome.company.settings;
  });
}

const suspension = z.object({ because: z.string().trim().min(1).max(500) });

/** Suspends a company; throws an AdminError when it is suspended already. */
export async function suspendCompany(
  { orm, actor }: AdminContext,
  slug: string,
  input: z.input<typeof suspension>,
): Promise<void> {
  const { because } = parseInput(suspension, input);
  await orm.em.fork().transactional(async (em) => {
    const { id: companyId } = await findCompany(em, slug);
    const isSuspended = await suspend(em, { companyId, because, now: new Date() }, actor);
    if (!isSuspended) throw new AdminError(`${slug} is suspended already.`);
  });
}

/** Resumes a suspended company; throws an AdminError when it is not suspended. */
export async function resumeCompany({ orm, actor }: AdminContext, slug: string): Promise<void> {
  await orm.em.fork().transactional(async (em) => {
    const { id: companyId } = await findCompany(em, slug);
    if (!(await resume(em, { companyId, now: new Date() }, actor))) throw new AdminError(`${slug} is not suspended.`);
    await wakeOtherMails(em, companyId);
  });
}

type PlainObject = Record<string, unknown>;
const isPlainObject = (value: unknown): value is PlainObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Throws an AdminError for settings that do not exist: the schema drops them without a word. */
function assertKnown(given: object, settings: object): void {
  const unknown = findUnknownPaths(given, settings);
  if (unknown.length > 0) throw new AdminError(unknown.map((path) => `Unknown setting "${path}".`).join('\n'));
}

const findUnknownPaths = (given: object, known: object, prefix = ''): string[] =>
  Object.entries(given).flatMap(([name, value]) => {
    const path = `${prefix}${name}`;
    if (!Object.hasOwn(known, name)) return [path];
    const below: unknown = (known as PlainObject)[name];
    return isPlainObject(value) && isPlainObject(below) ? findUnknownPaths(value, below, `${path}.`) : [];
  });

/** Those who were reported to test must not be mailed one day, nor real candidates be forgotten in a sandbox. */
function assertSameSandbox(...[before, after]: readonly { readonly mailProvider?: string }[]): void {
  if ((before?.mailProvider === 'sandbox') !== (after?.mailProvider === 'sandbox'))
    throw new AdminError('mailProvider: a company stays a sandbox company, or never becomes one');
}

/** Every mail names its sender. */
function assertSender({ name }: { readonly name: string }): void {
  if (name.trim() === '') throw new AdminError('sender.name: must not be empty');
}
