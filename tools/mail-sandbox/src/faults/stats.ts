import { type Provider, providers } from '../mails/mail.ts';

/** What a provider saw since the sandbox started; `duplicates` also counts mails of earlier runs. */
export type Counters = {
  /** Requests of any kind; for SMTP, messages offered. */
  requests: number;
  /** Mails accepted; one request can carry many. */
  accepted: number;
  /** RFC 3339; null before there was one. */
  firstAcceptedAt: string | null;
  lastAcceptedAt: string | null;
  rateLimited: number;
  serverErrors: number;
  lostAnswers: number;
};
export type Stats = Readonly<Record<Provider, Counters>>;

export function createStats(): Stats {
  const fresh = (): Counters => ({
    requests: 0,
    accepted: 0,
    firstAcceptedAt: null,
    lastAcceptedAt: null,
    rateLimited: 0,
    serverErrors: 0,
    lostAnswers: 0,
  });
  return Object.fromEntries(providers.map((provider) => [provider, fresh()])) as Record<Provider, Counters>;
}
