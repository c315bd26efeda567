import { randomUUID } from 'node:crypto';
import { apiScopes } from '@goen/case-store';
import { createGoenClient, type GoenClient, type NewMember, unwrap } from '@goen/client';
import { type CompanySettings, companySettings } from '@goen/contracts/internal';
import { closeAdmin, createCompany, createKey, openAdmin } from '@goen/gateway/admin';
import type { ConsoleStack } from './console-stack.ts';
import { signIn, type TestMember } from './sign-in.ts';

export type TestCompany = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** The API with a key of every scope: to set a stage as an ATS does. */
  readonly api: GoenClient;
  /** A new member who has signed in. */
  addMember(role: NewMember['role'], name?: string): Promise<TestMember>;
};

const domain = 'hinode.example.jp';

/** A fresh company whose mails need approval, unless `settings` say otherwise. */
export async function createTestCompany(
  stack: ConsoleStack,
  { name = '株式会社ひので', settings = {} }: { name?: string; settings?: Partial<CompanySettings> } = {},
): Promise<TestCompany> {
  const admin = await openAdmin(stack.casesUrl);
  try {
    const slug = `c-${randomUUID()}`;
    const contact = `saiyo@${domain}`;
    const sender = { name, fromAddress: contact, postalAddress: '東京都渋谷区神宮前1-2-3', contact };
    const input = { sender, approval: 'required', personalNoteFrom: null, ...settings };
    const { id } = await createCompany(admin, { name, slug, settings: companySettings.parse(input) });
    const { key } = await createKey(admin, { company: slug, name: 'ATS', scopes: [...apiScopes] });
    const api = createGoenClient({ baseUrl: stack.url, apiKey: key });
    return {
      id,
      slug,
      name,
      api,
      async addMember(role, memberName = '佐藤 花子') {
        const email = `${randomUUID()}@${domain}`;
        await unwrap(api.POST('/v1/members', { body: { email, name: memberName, role, locale: 'ja' } }));
        return { email, name: memberName, cookies: await signIn(stack, email) };
      },
    };
  } finally {
    await closeAdmin(admin);
  }
}
