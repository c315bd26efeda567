import { randomUUID } from 'node:crypto';
import { Company } from '@goen/case-store';
import { companySettings } from '@goen/contracts/internal';
import { z } from 'zod';
import { type AdminContext, findCompany } from './admin-context.ts';
import { AdminError, parseInput } from './admin-error.ts';
import { wakeWaitingMails } from './wake-cases.ts';

const newCompany = z.object({
  name: z.string().trim().min(1).max(200),
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{1,49}$/, 'must be 2 to 50 characters of a-z, 0-9 and -'),
  settings: companySettings,
});

/** Creates a company; throws an AdminError when the slug is taken. */
export async function createCompany({ orm }: AdminContext, input: z.input<typeof newCompany>): Promise<{ id: string }> {
  const { name, slug, settings } = parseInput(newCompany, input);
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
    const settings = parseInput(companySettings, merge(company.settings, change));
    assertKnown(change, settings);
    assertSender(settings.sender);
    const changesApproval = settings.approval !== companySettings.parse(company.settings).approval;
    company.settings = settings;
    await em.flush();
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

/** Every mail names its sender. */
function assertSender({ name }: { readonly name: string }): void {
  if (name.trim() === '') throw new AdminError('sender.name: must not be empty');
}
