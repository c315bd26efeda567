import { Migration } from '@mikro-orm/migrations';

/** Members decide about mails of introductions in transactions of the relay, which record who did. */
export class AuditOfTheRelay extends Migration {
  override up(): void {
    this.addSql('create policy relay on audit_event for insert to cases_relay with check (true)');
    this.addSql('grant insert on audit_event to cases_relay');
  }
}
