import { Migration } from '@mikro-orm/migrations';

/** The 求職管理簿 states the desired job categories, also of people who were not introduced yet. */
export class DesiredJobCategories extends Migration {
  override up(): void {
    for (const role of ['cases_ledgers', 'cases_operator']) {
      this.addSql(`grant select (candidate_id, kind, value) on candidate_tag to ${role}`);
    }
    this.addSql(`create policy books on candidate_tag for select to cases_ledgers, cases_operator
      using (kind = 'job_category')`);
  }
}
