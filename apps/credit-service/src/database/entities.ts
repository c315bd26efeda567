import { defineEntity, p } from '@mikro-orm/core';
import type { EntryKind } from '../ledger/accounts.ts';

const JournalEntrySchema = defineEntity({
  name: 'JournalEntry',
  tableName: 'journal_entry',
  properties: {
    seq: p.bigint('number').primary().autoincrement(),
    companyId: p.uuid(),
    /** Chosen by the caller, unique per company. */
    id: p.text(),
    kind: p.text().$type<EntryKind>(),
    reverses: p.text().nullable(),
    inputsHash: p.text(),
    /** Of a referral: the person and the day (Asia/Tokyo). */
    personHash: p.text().nullable(),
    date: p.date().nullable(),
    /** Of a reversal; null on entries older than the column. */
    reason: p.text().$type<'unrejected' | 'duplicate'>().nullable(),
    /** The company's balances after this entry. */
    pointsAfter: p.integer(),
    creditsAfter: p.integer(),
    heldAfter: p.integer(),
    spentAfter: p.integer(),
    at: p.datetime(3),
  },
});
/** Append-only: the service role cannot change or delete rows. */
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
    /** Time of the latest entry; no later entry is dated before it. */
    lastAt: p.datetime(3).nullable(),
  },
});
/** The sum of a company's journal, kept for speed and as the lock of its books; the audit recomputes it. */
export class Balance extends BalanceSchema.class {}
BalanceSchema.setClass(Balance);
