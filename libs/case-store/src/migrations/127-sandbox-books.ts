import { Migration } from '@mikro-orm/migrations';

/** The operator's books leave out companies that test an integration: by the company of each row that they count. */
export class SandboxBooks extends Migration {
  override up(): void {
    this.addSql('grant select (company_id) on fact to cases_ledgers');
    this.addSql('grant select (company_id) on complaint to cases_ledgers');
  }
}
