import { randomUUID } from 'node:crypto';
import { Company } from '@goen/case-store';
import { companySettings, noBasis } from '@goen/contracts/internal';
import { z } from 'zod';
import { type AdminContext, findCompany } from './admin-context.ts';
import { AdminError, parseInput } from './admin-error.ts';
import { nudgeCases, wakeWaitingMails } from './wake-cases.ts';

const newCompany = z.object({
  name: z.string().trim().min(1).max(200),
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{1,49}$/, 'must be 2 to 50 characters of a-z, 0-9 and -'),
  settings: companySettings,
});

/** Creates a company, without a basis for keeping people unless it states one; throws an AdminError when the slug is taken. */
export async function createCompany({ orm }: AdminContext, input: z.input<typeof newCompany>): Promise<{ id: string }> {
  const { name, slug, settings: given } = parseInput(newCompany, input);
  // Only companies from before bases were stated are unconfirmed.
  const settings = input.settings.keeping === undefined ? { ...given, keeping: noBasis } : given;
  assertKnown(input.settings, settings);
  assertSender(settings.sender);
  return orm.em.fork().transactional(async (em) => {
    if (await em.findOne(Company, { slug })) throw new AdminError(`The slug "${slug}" is taken.`);
    const id = randomUUID();
    await em.insert(Company, { id, name, slug, settings, createdAt: new Date() });
    return { id };
  });
}

/** Merges a change into a company's settings, validates the result and returns it. */
export async function changeSettings({ orm }: AdminContext, slug: string, change: Readonly<Record<string, unknown>>) {
  return orm.em.fork().transactional(async (em) => {
    const company = await findCompany(em, slug);
    const changed = merge(company.settings, change);
    const changesKeeping = change.keeping !== undefined;
    const settings = parseInput(companySettings, changesKeeping ? stateKeeping(changed) : changed);
    assertKnown(change, settings);
    assertSender(settings.sender);
    assertSameSandbox(company.settings, settings);
    const changesApproval = settings.approval !== companySettings.parse(company.settings).approval;
    company.settings = settings;
    await em.flush();
    // The nightly round evaluates closed cases.
    if (changesKeeping) await nudgeCases(em, `state = 'open' and company_id = ?`, [company.id]);
    if (changesApproval) await wakeWaitingMails(em, company.id);
    return company.settings;
  });
}

type PlainObject = Record<string, unknown>;
const isPlainObject = (value: unknown): value is PlainObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function merge(base: PlainObject, change: PlainObject): PlainObject {
  const changes = Object.entries(change).map(([key, value]) => {
    const current = base[key];
    return [key, isPlainObject(current) && isPlainObject(value) ? merge(current, value) : value];
  });
  return { ...base, ...Object.fromEntries(changes) };
}

/** Stating a basis confirms it. Nobody is erased because of it within 30 days, so that a mistake can be undone. */
const stateKeeping = (settings: PlainObject): PlainObject =>
  merge(settings, { keeping: { unconfirmed: false, statedAt: new Date().toISOString() } });

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
