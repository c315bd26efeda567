import type { ErasureRequest } from '@goen/contracts/internal';
import { Message } from '../database/message.ts';
import type { MailContext } from '../mail-context.ts';
import { suppressPersonHash } from '../suppressions/suppress.ts';

/**
 * 個人情報保護法 Art. 35: the bodies go, and with them the addresses and names, which are kept nowhere else. Key, kind,
 * state and hash stay, so that a retry sends nothing. What is still queued is never sent, and no invitation or
 * follow-up of this company reaches the addresses again.
 */
export async function eraseMails({ orm }: MailContext, { company, personHashes }: ErasureRequest): Promise<void> {
  // In one order, so that two erasures at once wait for each other.
  const hashes = [...new Set(personHashes)].sort();
  const theirs = { companyId: company, personHash: { $in: hashes } };
  await orm.em.fork().transactional(async (em) => {
    await em.nativeUpdate(
      Message,
      { ...theirs, state: 'queued' },
      { state: 'skipped', skipReason: 'no_address', finishedAt: new Date() },
    );
    await em.nativeUpdate(Message, { ...theirs, rendered: { $ne: null } }, { rendered: null });
    for (const hash of hashes) await suppressPersonHash(em, hash, { company, scope: 'regulated', reason: 'erased' });
  });
}
