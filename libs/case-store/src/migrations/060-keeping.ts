import { Migration } from '@mikro-orm/migrations';

/**
 * Companies from before bases were stated keep their people until they state one, and their results wait for no personal
 * note (ADR 15). What a company has set since the new version runs stays.
 */
export class Keeping extends Migration {
  override up(): void {
    this.addSql(`update company set settings = '${JSON.stringify(before)}'::jsonb || settings`);
  }
}

const before = {
  keeping: { basis: 'notice', notices: [], unconfirmed: true, statedAt: null },
  personalNoteFrom: null,
};
