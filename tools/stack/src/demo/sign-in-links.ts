import { createDemoToken } from '@goen/gateway';
import { addDemoPeople, closeAdmin, type DemoPerson, openAdmin } from '@goen/gateway/admin';
import type { Stack } from '../start-stack.ts';
import { templateCompany } from './run-template.ts';
import { loadScenario } from './scenario.ts';

/**
 * Adds a recruiter and an owner to each company and a person to the operator's staff, and returns links that sign them in
 * for as long as the demo runs: only a gateway on this machine that knows the demo's own secret takes them.
 */
export async function createSignInLinks(stack: Stack, secret: string): Promise<Record<string, string>> {
  const people = listPeople();
  const admin = await openAdmin(stack.databases.cases.operatorUrl);
  try {
    await addDemoPeople(admin, Object.values(people), stack.secrets.personHashKey);
  } finally {
    await closeAdmin(admin);
  }
  const toUrl = ({ email }: DemoPerson) =>
    `${stack.urls.gateway}/sign-in?lang=ja#token=${createDemoToken(secret, email)}`;
  return Object.fromEntries(Object.entries(people).map(([label, person]) => [label, toUrl(person)]));
}

function listPeople(): Record<string, DemoPerson> {
  const people: Record<string, DemoPerson> = {};
  for (const { slug: company, name, settings } of [...loadScenario().companies, templateCompany]) {
    const domain = settings.sender.fromAddress.split('@').at(-1);
    people[`${name}: recruiter`] = { company, role: 'recruiter', email: `recruiter@${domain}`, name: '採用 太郎' };
    people[`${name}: owner`] = { company, role: 'owner', email: `owner@${domain}`, name: '人事 花子' };
  }
  return { ...people, Operator: { company: null, email: 'unei@goen.example', name: '運営 花子' } };
}
