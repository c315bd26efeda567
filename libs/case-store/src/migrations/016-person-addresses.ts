import { Migration } from '@mikro-orm/migrations';

/** Matching sees the hashes of all addresses of a person, not of one only. */
export class PersonAddresses extends Migration {
  override up(): void {
    this.addSql(`create view pool.person_address as select candidate_id, person_hash from candidate_address
      where current_setting('app.pool', true) = 'on'`);
    this.addSql('grant select on pool.person_address to cases_app');
  }
}
