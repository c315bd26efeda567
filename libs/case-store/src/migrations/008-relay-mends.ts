import { Migration } from '@mikro-orm/migrations';

/** Candidates store when their consent lapses, positions close with their last seat, merged persons count once. */
export class RelayMends extends Migration {
  override up(): void {
    for (const statement of [...consents, ...introductions, filledPositions]) this.addSql(statement);
  }
}

const consents = [
  'alter table candidate add column relay_consent_lapses_at timestamptz(3)',
  `update candidate set relay_consent_lapses_at =
     (last_yes.at at time zone 'Asia/Tokyo' + interval '12 months') at time zone 'Asia/Tokyo'
   from (select candidate_id, max(at) as at from fact
     where kind = 'consent.granted' and data ->> 'consent' = 'relay' group by candidate_id) last_yes
   where last_yes.candidate_id = candidate.id and relay_consent = 'granted' and merged_into is null`,
  // Rows of the previous version have no value yet and come first; the next evaluation fills them in.
  `create index candidate_consent_lapsing on candidate ((coalesce(relay_consent_lapses_at, '-infinity')), id)
     where relay_consent = 'granted' and merged_into is null`,
  `create view pool.relay_consent as
     select id as candidate_id, company_id, coalesce(relay_consent_lapses_at, '-infinity') as lapses_at
     from candidate where relay_consent = 'granted' and merged_into is null
       and current_setting('app.pool', true) = 'on'`,
  'grant select on pool.relay_consent to cases_app',
];

const introductions = [
  `update introduction set candidate_id = candidate.merged_into
   from candidate where candidate.id = introduction.candidate_id and candidate.merged_into is not null`,
  // A person who was never asked, because no credit was left, may be introduced for the position later.
  'drop index introduction_once',
  `create unique index introduction_once on introduction (position_id, person_hash)
     where ended is distinct from 'no_credit'`,
  // For seats taken and open introductions of a position.
  'create index introduction_position on introduction (position_id)',
];

const filledPositions = `update position set state = 'closed', updated_at = now()
  where state = 'open' and seats <= (select count(*) from introduction
    where introduction.position_id = position.id and introduction.report = 'hired')`;
