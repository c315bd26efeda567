import { freshDatabases } from '@goen/postgres-server/vitest';
import { type Database, openDatabase } from '@goen/service-kit/database';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { mailDatabase } from '../database/database-spec.ts';
import { type MailFixture, messageTo, startMailFixture } from '../testing/mail-fixture.ts';
import { pauseProvider, takeTurn } from './rate-limit.ts';

describe('two instances on one database at the rate limit of the provider', () => {
  let fixture: MailFixture;
  beforeAll(async () => {
    const domains = Array.from({ length: 12 }, (_, nth) => `company${nth}.example`);
    // Like a provider, the sandbox counts a request and then works on it, so a stall of this machine can't make a
    // request count late and still look prompt.
    fixture = await startMailFixture({ rateLimitPerSecond: 10, responseDelayMs: 150, domains });
  });
  afterAll(() => fixture.close());

  it('never exceeds the limit, domain checks included', async () => {
    const urls = [await fixture.startAnother(), await fixture.startAnother()];
    const requests = Array.from({ length: 1_200 }, (_, nth) => {
      const request = messageTo(`limited${nth}@example.com`);
      return { ...request, sender: { ...request.sender, fromAddress: `jobs@company${nth % 12}.example` } };
    });
    const statuses = await Promise.all(
      requests.map(async (request, nth) => {
        for (;;) {
          const answer = await fixture.post('/messages', request, urls[nth % 2]);
          if (answer.status !== 503) return answer.status;
        }
      }),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    const { accepted, duplicates, rateLimited, requests: requestCount } = await fixture.stats('resend');
    expect({ accepted, duplicates, rateLimited }).toEqual({ accepted: 1_200, duplicates: 0, rateLimited: 0 });
    // The limit was reached: more requests than fit into one second.
    expect(requestCount).toBeGreaterThan(20);
  });
});

describe('turns', () => {
  let orms: Database[];
  beforeAll(async () => {
    const { mail } = await freshDatabases(inject('postgresAdminUrl'));
    orms = [await openDatabase(mailDatabase, mail), await openDatabase(mailDatabase, mail)];
  });
  afterAll(() => Promise.all(orms.map((orm) => orm.close(true))));
  const limited = { name: 'resend', requestsPerSecond: 50 } as const;
  const take = async (nth: number, longestMs = 10_000) => takeTurn(orms[nth % 2] as Database, limited, longestMs);

  it('no second has more turns than the limit, each counted at the latest halfway to its answer', async () => {
    const spans = await Promise.all(
      Array.from({ length: 120 }, async (_, nth) => {
        const turn = await take(nth);
        if (turn.kind !== 'turn') throw new Error('No turn.');
        return turn.run(async () => {
          const start = performance.now();
          await new Promise((answered) => setTimeout(answered, (nth * 37) % 90));
          return { start, end: performance.now() };
        });
      }),
    );
    const counted = spans.map(({ start, end }) => (start + end) / 2);
    for (const { start } of spans) {
      // All others that may have been counted in the second before it.
      const recent = counted.filter((countedAt) => countedAt > start - 1_000 && countedAt <= start).length;
      const inFlight = spans.filter((other) => other.start < start && (other.start + other.end) / 2 > start).length;
      expect(recent + inFlight).toBeLessThan(limited.requestsPerSecond);
    }
  });

  it('a pause requested by the provider holds for every instance', async () => {
    await pauseProvider(orms[0] as Database, 'resend', 60_000);
    for (const nth of [0, 1]) {
      const turn = await take(nth, 100);
      expect(turn.kind).toBe('busy');
      expect('waitMs' in turn ? turn.waitMs : 0).toBeGreaterThan(50_000);
    }
  });
});
