import { apiScopes, openCaseStore, withCompany } from '@goen/case-store';
import { deriveLinkToken, saveLink } from '@goen/cases';
import { companySettings } from '@goen/contracts/internal';
import { createDemoToken } from '@goen/gateway';
import { addDemoPeople, closeAdmin, createCompany, createKey, openAdmin } from '@goen/gateway/admin';
import { findFreePorts, startStack } from '@goen/stack';
import { createGatewayApi } from '@goen/stack/demo';
import { reportCandidate } from '../product/start-product.ts';

const sender = { name: '株式会社例', fromAddress: 'a@example.jp', postalAddress: '東京都', contact: 'a@example.jp' };
const demoSignInSecret = 'a-secret-of-the-fuzz-with-32-letters';
const owner = { company: 'fuzz', role: 'owner', email: 'owner@example.jp', name: '人事 花子' } as const;
const staff = { company: null, email: 'unei@example.jp', name: '運営 花子' } as const;

export type FuzzProduct = Awaited<ReturnType<typeof startFuzzProduct>>;

/** The whole product with a company, its key, a signed-in owner, a person of the operator, and candidates with links. */
export async function startFuzzProduct(dataDir: string, people: number) {
  const stack = await startStack({
    dataDir,
    ports: await findFreePorts(),
    durable: false,
    demoSignInSecret,
    report: () => {},
  });
  try {
    const admin = await openAdmin(stack.databases.cases.operatorUrl);
    const settings = companySettings.parse({ sender });
    const { id: companyId } = await createCompany(admin, { name: sender.name, slug: 'fuzz', settings });
    const { key } = await createKey(admin, { company: 'fuzz', name: 'fuzz', scopes: [...apiScopes] });
    await addDemoPeople(admin, [owner, staff], stack.secrets.personHashKey);
    await closeAdmin(admin);
    const { gateway } = stack.urls;
    const signIn = async (email: string): Promise<string> => {
      const response = await fetch(`${gateway}/v1/sign-in/link`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: gateway },
        body: JSON.stringify({ token: createDemoToken(demoSignInSecret, email) }),
      });
      if (!response.ok) throw new Error(`Sign-in answered ${response.status}: ${await response.text()}`);
      return response.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ');
    };
    const api = createGatewayApi(gateway, key);
    const caseIds: string[] = [];
    for (let n = 0; n < people; n += 1) caseIds.push((await reportCandidate(api, '佐藤', n)).caseId);
    return {
      stack,
      key,
      cookies: { owner: await signIn(owner.email), staff: await signIn(staff.email) },
      tokens: await createLinks(stack, companyId, caseIds),
      stop: () => stack.stop(),
    };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

/** Links as the worker makes them when it mails: the fuzz does not wait for a sending window. */
async function createLinks(
  { databases, secrets }: Awaited<ReturnType<typeof startStack>>,
  companyId: string,
  caseIds: readonly string[],
): Promise<string[]> {
  const orm = await openCaseStore({ url: databases.cases.url });
  try {
    return await withCompany(orm, companyId, async (em) => {
      const tokens: string[] = [];
      for (const id of caseIds) {
        const rows = await em.execute<{ candidate_id: string }[]>(
          'select candidate_id from follow_up_case where id = ?',
          [id],
        );
        // A number that no mail of the case will have.
        const number = 900;
        const token = deriveLinkToken(secrets.linkSecret, id, number);
        await saveLink(em, { id, companyId, candidateId: rows[0]?.candidate_id ?? '' }, number, token);
        tokens.push(token);
      }
      return tokens;
    });
  } finally {
    await orm.close(true);
  }
}
