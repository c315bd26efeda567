/**
 * SQL, in a session of the pool: all hashes by which the person of a profile is known to who referred them. Nobody goes
 * back to a company for having written to it from another address.
 */
export const findPersonHashes = (candidateId: string, personHash: string): string =>
  `array_append((select array_agg(own.person_hash) from pool.person_address own
     where own.candidate_id = ${candidateId}), ${personHash})`;
