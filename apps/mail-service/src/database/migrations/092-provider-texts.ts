import { Migration } from '@mikro-orm/migrations';

/** What a provider said about a mail that did not arrive: it often names the address, so it is kept like the content. */
export class ProviderTexts extends Migration {
  override up(): void {
    this.addSql('alter table message add column provider_text bytea');
  }
}
