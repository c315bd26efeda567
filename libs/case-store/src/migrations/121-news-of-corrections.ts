import { Migration } from '@mikro-orm/migrations';

/** Members hear of what candidates ask to be corrected, as of the interests that they act on. */
export class NewsOfCorrections extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  'alter table company_news drop constraint company_news_topic_check',
  `alter table company_news add constraint company_news_topic_check
     check (topic in ('acceptances', 'interests', 'failures', 'corrections'))`,
  // The default is for the previous version, which does not know the column.
  `alter table member_notification add column corrections text not null default 'daily'
     check (corrections in ('at_once', 'daily', 'off'))`,
  'update member_notification set corrections = interests',
];
