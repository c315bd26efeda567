import { Migration } from '@mikro-orm/migrations';

/** Wake-ups that an operator asks for do not delay others; a start carries what Temporal's UI shows of the case. */
export class OutboxBackground extends Migration {
  override up(): void {
    this.addSql(
      'alter table outbox add column background boolean not null default false, add column stage text, add column next_step text',
    );
    this.addSql('drop index outbox_urgent');
    this.addSql(`create index outbox_urgent on outbox (next_attempt_at, id) where kind <> 'start' and not background`);
    this.addSql(`create index outbox_background on outbox (next_attempt_at, id) where background or kind = 'start'`);
  }
}
