import { Migration } from '@mikro-orm/migrations';

/**
 * Each entry keeps the balances after it, so that a journal can be checked line by line. An instance of the previous
 * version can no longer post: its callers are refused and retry, and nothing is half written.
 */
export class RunningBalances extends Migration {
  override up(): void {
    this.addSql('lock table journal_entry, journal_line, balance in share row exclusive mode');
    this.addSql(`alter table journal_entry add column reason text check (reason in ('unrejected', 'duplicate')),
      add column points_after int, add column credits_after int, add column held_after int, add column spent_after int`);
    this.addSql(`update journal_entry e set points_after = s.points, credits_after = s.credits, held_after = s.held,
        spent_after = s.spent
      from (select seq, ${companyAccounts.map((account) => `${sumOf(account)} as ${account}`).join(', ')}
        from journal_entry window so_far as (partition by company_id order by seq)) s
      where s.seq = e.seq`);
    this.addSql(`alter table journal_entry alter points_after set not null, alter credits_after set not null,
      alter held_after set not null, alter spent_after set not null`);
    this.addSql('alter table balance add column last_at timestamptz(3)');
    this.addSql(
      'update balance b set last_at = (select max(at) from journal_entry e where e.company_id = b.company_id)',
    );
    // No query reads it, and each posting had to write it twice.
    this.addSql('drop index journal_line_company');
    this.addSql(`create index journal_entry_hold on journal_entry (at, seq) where kind = 'hold'`);
    this.addSql('create index journal_entry_month on journal_entry (company_id, at, seq)');
  }
}

const companyAccounts = ['points', 'credits', 'held', 'spent'] as const;

const sumOf = (account: string): string =>
  `sum(coalesce((select amount from journal_line where entry_seq = journal_entry.seq and account = '${account}'), 0))
     over so_far`;
