import { freshDatabases } from '@goen/postgres-server/vitest';
import { type Database, openDatabase } from '@goen/service-kit/database';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { mailDatabase } from '../database/database-spec.ts';
import { type MailFixture, messageTo, startMailFixture } from '../testing/mail-fixture.ts';
import { pauseProvider, takeTurn } from './rate-limit.ts';

describe('two instances on one database, at the limit of the provider', () => {
  let fixture: MailFixture;
  beforeAll(async () => {
    const domains = Array.from({ length: 12 }, (_, nth) => `company${nth}.example`);
    // As a provider does, it counts a request and then works on it: so no stall of the machine makes a prompt answer
    // one that was counted late.
    fixture = await startMailFixture({ rateLimitPerSecond: 10, responseDelayMs: 150, domains });
  });
  afterAll(() => fixture.close());

  it('no request is one too many, also not those that ask for domains', async () => {
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
    const { accepted, duplicates, rateLimited, requests: asked } = await fixture.stats('resend');
    expect({ accepted, duplicates, rateLimited }).toEqual({ accepted: 1_200, duplicates: 0, rateLimited: 0 });
    // The limit was reached: more requests than one second takes.
    expect(asked).toBeGreaterThan(20);
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

  it('any second holds no more turns than the limit, each counted halfway to its answer at the latest', async () => {
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
      // All that may have been counted in the second before it, beside itself.
      const recent = counted.filter((at) => at > start - 1_000 && at <= start).length;
      const underWay = spans.filter((other) => other.start < start && (other.start + other.end) / 2 > start).length;
      expect(recent + underWay).toBeLessThan(limited.requestsPerSecond);
    }
  });

  it('a pause that the provider asked for holds for every instance', async () => {
    await pauseProvider(orms[0] as Database, 'resend', 60_000);
    for (const nth of [0, 1]) {
      const turn = await take(nth, 100);
      expect(turn.kind).toBe('busy');
      expect('ms' in turn ? turn.ms : 0).toBeGreaterThan(50_000);
    }
  });
});
