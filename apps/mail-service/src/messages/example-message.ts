import type { messageRequest } from '@goen/contracts/internal';
import type { z } from 'zod';

/** The example of a message in the API description. */
export const exampleMessage = {
  key: '018f7d4e-3c2a-7c1e-9b1a-2f6f5f1d9c3b:mail:1',
  company: '4a1f7c0e-92a1-4a53-9a36-5f6f4f9a0c01',
  kind: 'rejection_relay',
  provider: 'resend',
  to: { email: 'hanako@example.com', familyName: '佐藤', fullName: '佐藤 花子' },
  locale: 'ja',
  sender: {
    name: '株式会社みどり',
    fromAddress: 'saiyo@midori.example',
    postalAddress: '東京都渋谷区1-2-3',
    contact: 'saiyo@midori.example',
  },
  basis: { kind: 'address_notified' },
  date: '2026-11-24',
  variables: {
    jobNames: ['Webエンジニア'],
    stage: 'interview',
    pageUrl: 'https://goen.example/c/abc',
    unsubscribeUrl: 'https://goen.example/u/abc',
  },
  rejectionIds: ['9f1f7c0e-92a1-4a53-9a36-5f6f4f9a0c09'],
} satisfies z.input<typeof messageRequest>;
