import { Migration } from '@mikro-orm/migrations';

/** Who matches also sees by which hashes the person of a profile is known: of all their addresses, not of one alone. */
export class PersonAddresses extends Migration {
  override up(): void {
    this.addSql(`create view pool.person_address as select candidate_id, person_hash from candidate_address
      where current_setting('app.pool', true) = 'on'`);
    this.addSql('grant select on pool.person_address to cases_app');
  }
}
