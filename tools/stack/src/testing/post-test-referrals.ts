import { createHash, randomUUID } from 'node:crypto';
import type { ReferralPosting } from '@goen/contracts/internal';
import type { ConsoleStack } from './console-stack.ts';
import type { TestCompany } from './test-company.ts';

/** Posts points for as many people to the company's books, as a worker does for each referral. */
export async function postTestReferrals({ credit }: ConsoleStack, { id }: TestCompany, count: number): Promise<void> {
  const headers = { authorization: `Bearer ${credit.token}`, 'content-type': 'application/json' };
  const date = new Date().toISOString().slice(0, 10);
  for (let n = 0; n < count; n += 1) {
    const caseId = randomUUID();
    const personHash = createHash('sha256').update(caseId).digest('hex');
    const posting: ReferralPosting = { id: `${caseId}:referral:1`, personHash, date };
    const answer = await fetch(`${credit.url}/companies/${id}/referrals`, {
      method: 'POST',
      headers,
      body: JSON.stringify(posting),
    });
    if (!answer.ok) throw new Error(`Referral: ${answer.status} ${await answer.text()}`);
  }
}
