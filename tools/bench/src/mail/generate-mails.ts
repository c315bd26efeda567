import { createHash } from 'node:crypto';
import type { MessageRequest } from '@goen/contracts/internal';

const companies = 20;
const kinds = ['rejection', 'rejection_relay', 'rejection_relay', 'first_follow_up', 'second_follow_up'] as const;
const stages = ['documents', 'interview', 'final'] as const;
const familyNames = ['佐藤', '鈴木', '髙橋', '田中', '山﨑', '長谷川', '小鳥遊', 'ネルソン'];
const jobs = ['Webエンジニア', '法人営業', 'データアナリスト', 'プロダクトマネージャー', '経理', 'カスタマーサポート'];

export const senderDomains: readonly string[] = Array.from(
  { length: companies },
  (_, index) => `c${index}.bench.example`,
);

/** Mails of twenty companies, each to another person: the same for the same seed. */
export function generateMails(seed: number, count: number): MessageRequest[] {
  return Array.from({ length: count }, (_, index) => generateMail(seed, index));
}

function generateMail(seed: number, index: number): MessageRequest {
  const bytes = createHash('sha256').update(`${seed}:${index}`).digest();
  const pick = <T>(list: readonly T[], byte: number) => list[(bytes[byte] ?? 0) % list.length] as T;
  const company = (bytes[0] ?? 0) % companies;
  const domain = senderDomains[company] ?? '';
  const familyName = pick(familyNames, 2);
  const page = `https://goen.example/c/${bytes.toString('base64url')}`;
  return {
    key: `case-${toUuid(bytes)}:mail:1`,
    company: toUuid(createHash('sha256').update(domain).digest()),
    kind: pick(kinds, 1),
    provider: 'resend',
    to: { email: `person-${index}@people.example`, familyName, fullName: `${familyName} 花${index}` },
    locale: (bytes[3] ?? 0) < 25 ? 'en' : 'ja',
    sender: {
      name: `株式会社ベンチ${company}`,
      fromAddress: `saiyo@${domain}`,
      replyTo: `hr@${domain}`,
      postalAddress: '東京都千代田区1-2-3',
      contact: `hr@${domain}`,
    },
    basis: { kind: 'address_notified' },
    date: '2026-11-24',
    variables: {
      jobNames: [pick(jobs, 4)],
      stage: pick(stages, 5),
      pageUrl: page,
      unsubscribeUrl: `${page}/unsubscribe`,
      positions: [{ title: jobs[company % jobs.length] ?? '', url: `https://${domain}/jobs/1` }],
    },
    rejectionIds: [toUuid(bytes)],
  };
}

const toUuid = (bytes: Buffer): string => {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
};
