import type { ErasureRequest } from '@goen/contracts/internal';
import type { Database } from '@goen/service-kit/database';
import { Message } from '../database/message.ts';
import { suppressPersonHash } from '../suppressions/suppress-person-hash.ts';

/**
 * 個人情報保護法 Art. 35: deletes the bodies, and with them addresses and names, which are stored nowhere else. Key,
 * kind, state and hash stay, so that a retry sends nothing. Queued mails are never sent, and no invitation or follow-up
 * of this company reaches the addresses again, if the person asked for it.
 */
export async function eraseMails(
  orm: Database,
  { company, personHashes, suppress = true }: ErasureRequest,
): Promise<void> {
  // Sorted, so that concurrent erasures can't deadlock.
  const hashes = [...new Set(personHashes)].sort();
  const mailsOfPerson = { companyId: company, personHash: { $in: hashes } };
  await orm.em.fork().transactional(async (em) => {
    await em.nativeUpdate(
      Message,
      { ...mailsOfPerson, state: 'queued' },
      { state: 'skipped', skipReason: 'no_address', finishedAt: new Date() },
    );
    await em.nativeUpdate(
      Message,
      { ...mailsOfPerson, rendered: { $ne: null } },
      { rendered: null, providerText: null },
    );
    for (const hash of suppress ? hashes : [])
      await suppressPersonHash(em, hash, { company, scope: 'regulated', reason: 'erased' });
  });
}
