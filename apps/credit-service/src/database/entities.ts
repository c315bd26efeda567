import { defineEntity, p } from '@mikro-orm/core';
import type { EntryKind } from '../ledger/accounts.ts';

const JournalEntrySchema = defineEntity({
  name: 'JournalEntry',
  tableName: 'journal_entry',
  properties: {
    seq: p.bigint('number').primary().autoincrement(),
    companyId: p.uuid(),
    /** The caller's, unique in the company for ever. */
    id: p.text(),
    kind: p.text().$type<EntryKind>(),
    reverses: p.text().nullable(),
    inputsHash: p.text(),
    /** Of a referral: whom it counts and on which day (Asia/Tokyo). */
    personHash: p.text().nullable(),
    date: p.date().nullable(),
    /** Of a reversal; null on those from before it was kept. */
    reason: p.text().$type<'unrejected' | 'duplicate'>().nullable(),
    /** The running balance: the company's accounts once this entry is in. */
    pointsAfter: p.integer(),
    creditsAfter: p.integer(),
    heldAfter: p.integer(),
    spentAfter: p.integer(),
    at: p.datetime(3),
  },
});
/** Append-only: the role of the service can't change or delete one. */
export class JournalEntry extends JournalEntrySchema.class {}
JournalEntrySchema.setClass(JournalEntry);

const JournalLineSchema = defineEntity({
  name: 'JournalLine',
  tableName: 'journal_line',
  properties: {
    entrySeq: p.bigint('number').primary(),
    account: p.text().primary(),
    companyId: p.uuid(),
    amount: p.integer(),
  },
});
export class JournalLine extends JournalLineSchema.class {}
JournalLineSchema.setClass(JournalLine);

const BalanceSchema = defineEntity({
  name: 'Balance',
  tableName: 'balance',
  properties: {
    companyId: p.uuid().primary(),
    points: p.integer(),
    credits: p.integer(),
    held: p.integer(),
    spent: p.integer(),
    /** Of the latest entry: none after it is dated before it. */
    lastAt: p.datetime(3).nullable(),
  },
});
/** What the journal sums to, kept for speed and as the lock of a company's books; the audit recomputes it. */
export class Balance extends BalanceSchema.class {}
BalanceSchema.setClass(Balance);
