import { type Provider, providers } from '../mails/mail.ts';

/** Counters of one provider since the sandbox started. */
type Counters = {
  /** Requests of any kind; for SMTP, messages submitted. */
  requests: number;
  /** Mails accepted; one request can carry many. */
  accepted: number;
  /** RFC 3339; null until the first mail is accepted. */
  firstAcceptedAt: string | null;
  lastAcceptedAt: string | null;
  rateLimited: number;
  serverErrors: number;
  lostAnswers: number;
  hangs: number;
  badGateways: number;
};
export type Stats = Readonly<Record<Provider, Counters>>;

export function createStats(): Stats {
  const createCounters = (): Counters => ({
    requests: 0,
    accepted: 0,
    firstAcceptedAt: null,
    lastAcceptedAt: null,
    rateLimited: 0,
    serverErrors: 0,
    lostAnswers: 0,
    hangs: 0,
    badGateways: 0,
  });
  return Object.fromEntries(providers.map((provider) => [provider, createCounters()])) as Record<Provider, Counters>;
}
