import { Migration } from '@mikro-orm/migrations';

/**
 * Before a relay consent no company's data about a person is compared with another's (個人情報保護法 Art. 27): what a person
 * refuses stops the mails of one company. Only what concerns the address itself stops mail everywhere.
 */
export class SuppressionsEverywhere extends Migration {
  override up(): void {
    this.addSql(`alter table suppression add constraint suppression_everywhere
      check (scope = 'regulated' or reason in ('bounced', 'complained')) not valid`);
  }
}
