import type { MessageRequest } from '@goen/contracts/internal';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type MailFixture, messageTo, startMailFixture } from '../testing/mail-fixture.ts';
import { sendUntilSettled } from '../testing/send-until-settled.ts';

/** The share of requests that the provider accepts but whose answer is lost. */
const lostAnswers = 0.3;
const seed = 20_261_124;

const unlimited = {
  RESEND_REQUESTS_PER_SECOND: '1000',
  SENDGRID_REQUESTS_PER_SECOND: '1000',
  HUBSPOT_REQUESTS_PER_SECOND: '1000',
  SMTP_MAILS_PER_SECOND: '1000',
};
const mails = (provider: MessageRequest['provider'], count: number): MessageRequest[] =>
  Array.from({ length: count }, (_, nth) => messageTo(`${provider}${nth}@example.com`, { provider }));

let fixture: MailFixture;
let urls: string[];
const start = async (withHooks = false) => {
  fixture = await startMailFixture({}, { withHooks });
  await fixture.restartService(unlimited);
  urls = [fixture.url(), await fixture.startAnother(unlimited), await fixture.startAnother(unlimited)];
};
const countStates = async () =>
  Object.fromEntries(
    (await fixture.sql<{ state: string; count: string }>('select state, count(*) from message group by state')).map(
      ({ state, count }) => [state, Number(count)],
    ),
  );
afterEach(() => fixture.close());

describe('Resend', () => {
  beforeEach(() => start());

  it('sends 1,000 mails through three instances, in batches and alone, without loss or duplicates', async () => {
    const [batched, alone] = [mails('resend', 700), mails('resend', 1_000).slice(700)];
    await fixture.plan('resend', { lostAnswers, seed });
    const first = await sendUntilSettled(fixture, urls, batched);
    const lostInBatches = (await fixture.stats('resend')).lostAnswers;
    const second = await sendUntilSettled(fixture, urls, alone, 6);
    expect([...first, ...second].filter(({ status }) => status === 'sent')).toHaveLength(1_000);
    const { accepted, duplicates, lostAnswers: lost } = await fixture.stats('resend');
    expect({ accepted, duplicates }).toEqual({ accepted: 1_000, duplicates: 0 });
    expect(lostInBatches).toBeGreaterThan(0);
    expect(lost - lostInBatches).toBeGreaterThan(20);
    expect(await countStates()).toEqual({ sent: 1_000 });
  });
});

describe('HubSpot', () => {
  beforeEach(() => start());

  it('repeats under the same sendId and sends each mail once', async () => {
    await fixture.plan('hubspot', { lostAnswers, seed });
    await sendUntilSettled(fixture, urls, mails('hubspot', 100), 12);
    const { accepted, duplicates, lostAnswers: lost } = await fixture.stats('hubspot');
    expect({ accepted, duplicates }).toEqual({ accepted: 100, duplicates: 0 });
    expect(lost).toBeGreaterThan(10);
    expect(await countStates()).toEqual({ sent: 100 });
  });
});

describe('SendGrid', () => {
  it('learns the outcome from the webhook and sends nothing again', async () => {
    await start(true);
    const requests = mails('sendgrid', 100);
    await fixture.plan('sendgrid', { lostAnswers, seed });
    await Promise.all(requests.map((request, nth) => fixture.post('/messages', request, urls[nth % 3])));
    // No caller retries: the events alone report the outcome.
    await vi.waitFor(async () => expect(await countStates()).toEqual({ sent: 100 }), { timeout: 60_000 });
    const results = await sendUntilSettled(fixture, urls, requests);
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['sent']));
    const { accepted, duplicates, lostAnswers: lost } = await fixture.stats('sendgrid');
    expect({ accepted, duplicates }).toEqual({ accepted: 100, duplicates: 0 });
    expect(lost).toBeGreaterThan(10);
  });

  it('without webhooks finds mails in the activity feed and sends nothing again', async () => {
    await start();
    await fixture.plan('sendgrid', { lostAnswers, seed });
    await sendUntilSettled(fixture, urls, mails('sendgrid', 60), 12);
    const { accepted, duplicates, lostAnswers: lost } = await fixture.stats('sendgrid');
    expect({ accepted, duplicates }).toEqual({ accepted: 60, duplicates: 0 });
    expect(lost).toBeGreaterThan(5);
    expect(await countStates()).toEqual({ sent: 60 });
  });
});

describe('SMTP', () => {
  beforeEach(() => start());

  it('never repeats a mail with an unknown outcome and gives it up as unconfirmed after a day', async () => {
    const requests = mails('smtp', 60);
    const requestAll = async () =>
      (await Promise.all(requests.map((request, nth) => fixture.post('/messages', request, urls[nth % 3])))).map(
        ({ status }) => status,
      );
    const ageBatches = (hours: number) =>
      fixture.sql(
        "update send_batch b set created_at = now() - ?::interval from message m where m.batch_id = b.id and m.state = 'queued'",
        [`${hours} hours`],
      );
    await fixture.plan('smtp', { lostAnswers, seed });
    await requestAll();
    const { lostAnswers: lost } = await fixture.stats('smtp');
    expect(lost).toBeGreaterThan(5);
    expect(await countStates()).toEqual({ sent: 60 - lost, queued: lost });

    await fixture.plan('smtp', null);
    await ageBatches(24);
    expect((await requestAll()).filter((status) => status === 503)).toHaveLength(lost);
    await ageBatches(26);
    const results = await sendUntilSettled(fixture, urls, requests);
    const unconfirmed = results.filter((result) => result.status === 'skipped' && result.reason === 'unconfirmed');
    expect(unconfirmed).toHaveLength(lost);
    expect(await fixture.stats('smtp')).toMatchObject({ accepted: 60, duplicates: 0 });
    expect(await fixture.inbox()).toHaveLength(60);
  });
});
