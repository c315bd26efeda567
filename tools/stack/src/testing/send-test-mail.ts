import type { MessageRequest } from '@goen/contracts/internal';
import type { ConsoleStack } from './console-stack.ts';
import type { TestCompany } from './test-company.ts';

type Sent = {
  readonly caseId: string;
  readonly rejectionId: string;
  readonly email: string;
  readonly fullName: string;
};

/** Hands the result of a case over to mail-service, as a worker does when it is due. */
export async function sendTestMail(
  { url, mail }: ConsoleStack,
  { id, name }: TestCompany,
  { caseId, rejectionId, email, fullName }: Sent,
): Promise<void> {
  const request: MessageRequest = {
    key: `${caseId}:mail:1`,
    company: id,
    kind: 'rejection',
    provider: 'resend',
    to: { email, fullName },
    locale: 'ja',
    sender: {
      name,
      fromAddress: 'saiyo@hinode.example.jp',
      postalAddress: '東京都渋谷区神宮前1-2-3',
      contact: 'saiyo@hinode.example.jp',
    },
    basis: { kind: 'address_notified' },
    date: new Date().toISOString().slice(0, 10),
    variables: {
      jobNames: ['バックエンドエンジニア'],
      stage: 'interview',
      pageUrl: `${url}/c/a-test`,
      unsubscribeUrl: `${url}/u/a-test`,
      positions: [],
    },
    rejectionIds: [rejectionId],
  };
  const headers = { authorization: `Bearer ${mail.token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${mail.url}/messages`, { method: 'POST', headers, body: JSON.stringify(request) });
  if (!answer.ok) throw new Error(`Mail: ${answer.status} ${await answer.text()}`);
}
