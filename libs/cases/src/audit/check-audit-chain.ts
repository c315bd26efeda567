import { AuditEvent, AuditHead, type Em } from '@goen/case-store';
import { firstAuditHash, hashAuditEntry, linkAuditHash } from './hash-audit-entry.ts';

/** The chain of the operator's own settings, which belong to no company. */
const operatorChain = '00000000-0000-0000-0000-000000000000';

export type AuditFault = {
  readonly chain: string;
  readonly seq: number;
  /** `changed`: the entry is not what was hashed. `moved`: its link is wrong. */
  readonly fault: 'missing' | 'changed' | 'moved' | 'head_differs';
};
export type CheckedChain = { readonly events: number; readonly faults: readonly AuditFault[] };

const pageSize = 2_000;

/** Recomputes a company's chain from its first event (null: the operator's). Reads pages, changes nothing. */
export async function checkAuditChain(em: Em, companyId: string | null): Promise<CheckedChain> {
  const chain = companyId ?? operatorChain;
  const faults: AuditFault[] = [];
  let [events, seq, hash] = [0, 0, firstAuditHash];
  // Events may be committed while this reads: all up to the first head are there, none beyond the second.
  const head = await readHead(em, chain);
  let hashAtHead = head.seq === 0 ? firstAuditHash : null;
  for (;;) {
    const where = { companyId, seq: { $gt: seq } };
    const page = await em.find(AuditEvent, where, {
      orderBy: { seq: 'asc' },
      limit: pageSize,
      disableIdentityMap: true,
    });
    for (const event of page) {
      const at = event.seq ?? 0;
      if (at !== seq + 1) faults.push({ chain, seq: seq + 1, fault: 'missing' });
      if (hashAuditEntry(event) !== event.entryHash) faults.push({ chain, seq: at, fault: 'changed' });
      else if (at === seq + 1 && linkAuditHash(hash, at, event.entryHash) !== event.hash) {
        faults.push({ chain, seq: at, fault: 'moved' });
      }
      [events, seq, hash] = [events + 1, at, event.hash ?? ''];
      if (at === head.seq) hashAtHead = hash;
    }
    if (page.length < pageSize) break;
  }
  const isWhole = hashAtHead === head.hash && seq <= (await readHead(em, chain)).seq;
  if (!isWhole) faults.push({ chain, seq, fault: 'head_differs' });
  return { events, faults };
}

async function readHead(em: Em, chain: string): Promise<Pick<AuditHead, 'seq' | 'hash'>> {
  const head = await em.findOne(AuditHead, { chain }, { disableIdentityMap: true });
  return head ?? { seq: 0, hash: firstAuditHash };
}
