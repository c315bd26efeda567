import { Migration } from '@mikro-orm/migrations';

/** The answer of an erased person goes on counting in its group, without the person. */
export class AnonymousExperienceAnswers extends Migration {
  override up(): void {
    this.addSql('alter table experience_answer alter column candidate_id drop not null');
  }
}
