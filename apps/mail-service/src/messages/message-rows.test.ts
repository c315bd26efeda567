import { randomUUID } from 'node:crypto';
import { type Database, openDatabase } from '@goen/service-kit/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readMailConfig } from '../config.ts';
import { mailDatabase } from '../database/database-spec.ts';
import { Message, type MessageRow } from '../database/message.ts';
import { companyA, type MailFixture, startMailFixture } from '../testing/mail-fixture.ts';
import { createMessageRows } from './message-rows.ts';

let fixture: MailFixture;
let orm: Database;
beforeAll(async () => {
  fixture = await startMailFixture();
  const { databaseUrl: url } = readMailConfig(fixture.env);
  orm = await openDatabase(mailDatabase, { url });
});
afterAll(async () => {
  await orm.close(true);
  await fixture.close();
});

/** A regulated mail to a person, which counts for their daily limit. */
const createRow = (personHash: string): MessageRow => ({
  id: randomUUID(),
  key: randomUUID(),
  inputsHash: '',
  companyId: companyA,
  personHash,
  kind: 'first_follow_up',
  regulated: true,
  locale: 'ja',
  date: '2026-11-24',
  rejectionIds: [],
  basis: null,
  basisProof: null,
  missing: null,
  wordingVersion: null,
  state: 'queued',
  skipReason: null,
  provider: 'resend',
  providerId: null,
  rendered: null,
  createdAt: new Date(),
  firstTriedAt: null,
  maybeSentSince: null,
  batchId: null,
  leaseUntil: null,
  sentAt: null,
  finishedAt: null,
  failure: null,
  waitingReason: null,
  waitingSince: null,
  providerText: null,
});

it('instances that mail the same people on one day do not deadlock', async () => {
  const other = orm.em.fork();
  await other.begin();
  await other.insert(Message, createRow('person-1'));
  const rows = createMessageRows(orm);
  const violations = Promise.all([rows.insert(createRow('person-2')), rows.insert(createRow('person-1'))]);
  const waiters =
    'select 1 from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()';
  await expect.poll(() => fixture.sql(waiters), { timeout: 60_000 }).toHaveLength(1);
  await other.insert(Message, createRow('person-2'));
  await other.commit();
  expect(await violations).toEqual(['message_daily_limit', 'message_daily_limit']);
});
