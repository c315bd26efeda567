import { Migration } from '@mikro-orm/migrations';
import { createSyncFacts, syncedKinds } from './012-sync.ts';

/** A case that a new consent reopened becomes a note in the CRM, like one that was closed. */
export class NoteReopenedCases extends Migration {
  override up(): void {
    this.addSql(createSyncFacts([...syncedKinds, 'candidate.offer_ended', 'case.reopened']));
  }
}
