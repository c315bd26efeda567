import { randomUUID } from 'node:crypto';
import { Company } from '@goen/case-store';
import { companySettings } from '@goen/contracts/internal';
import { z } from 'zod';
import { type AdminContext, findCompany } from './admin-context.ts';
import { AdminError, parseInput } from './admin-error.ts';

const newCompany = z.object({
  name: z.string().trim().min(1).max(200),
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{1,49}$/, 'must be 2 to 50 characters of a-z, 0-9 and -'),
  settings: companySettings,
});

/** Creates a company; throws an AdminError when the slug is taken. */
export async function createCompany({ orm }: AdminContext, input: z.input<typeof newCompany>): Promise<{ id: string }> {
  const { name, slug, settings } = parseInput(newCompany, input);
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
    company.settings = parseInput(companySettings, merge(company.settings, change));
    await em.flush();
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
