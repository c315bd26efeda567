import { Migration } from '@mikro-orm/migrations';

/** Reports count a company's facts of some kinds in a period. */
export class Reports extends Migration {
  override up(): void {
    this.addSql('create index fact_reported on fact (company_id, kind, at)');
    this.addSql('create index introduction_fact_reported on introduction_fact (company_id, kind, at)');
  }
}
