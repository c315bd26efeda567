import { Migration } from '@mikro-orm/migrations';

/** Indexes for reports, which count facts of a company by kind and period. */
export class Reports extends Migration {
  override up(): void {
    this.addSql('create index fact_reported on fact (company_id, kind, at)');
    this.addSql('create index introduction_fact_reported on introduction_fact (company_id, kind, at)');
  }
}
