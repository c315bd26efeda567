import { withCompany } from '@goen/case-store';
import { type NewReInvitationFact, recordReInvitation } from '@goen/cases';
import type { InvitationResults } from '@goen/contracts/public';
import { startPageFixture } from './candidate-page-fixture.ts';
import type { aReport } from './gateway-fixture.ts';

export type ReInvitationGateway = Awaited<ReturnType<typeof startReInvitationFixture>>;

export const owner = { name: '佐藤 恵', email: 'sato@hinode.example.jp' };
export const whatIsNew = 'フルリモートで働けるようになりました。';

/** The gateway with a position, and former candidates who were rejected some time ago. */
export async function startReInvitationFixture() {
  const gateway = await startPageFixture();
  const position = async (parts: Record<string, unknown> = {}): Promise<string> => {
    const response = await gateway.post('/v1/positions', {
      title: 'シニアエンジニア',
      url: 'https://hinode.example.jp/jobs/9',
      required: [{ kind: 'skill', value: 'TypeScript' }],
      desired: [{ kind: 'skill', value: 'Go' }],
      regions: ['東京都'],
      min_years: 3,
      ...parts,
    });
    return ((await response.json()) as { id: string }).id;
  };
  const record = (id: string, fact: NewReInvitationFact) =>
    withCompany(gateway.orm, gateway.hinode.id, (em) => recordReInvitation(em, id, gateway.clock.now, () => fact));
  return {
    ...gateway,
    position,
    record,
    /** Somebody rejected 55 days before the tests. */
    former: (parts: { application?: object; candidate?: object; job?: object | null } = {}) =>
      gateway.person({
        ...parts,
        application: {
          applied_at: '2026-09-10T10:00:00+09:00',
          rejected_at: '2026-09-30T10:00:00+09:00',
          ...parts.application,
        },
      } as Parameters<typeof aReport>[0]),
    invite: async (positionId: string, ids: readonly string[], more: object = {}) => {
      const body = { candidate_ids: ids, owner, what_is_new: whatIsNew, ...more };
      const response = await gateway.post(`/v1/positions/${positionId}/invitations`, body);
      return { status: response.status, body: (await response.json()) as InvitationResults };
    },
    /** As the worker records it. */
    send: (id: string, mail: 're_invitation' | 're_invitation_reminder' = 're_invitation', n = 1) =>
      record(id, {
        kind: 'mail.sent',
        at: gateway.clock.now,
        data: { n, mail, messageId: 'm', date: '2026-11-24' },
        dedupeKey: `mail:${n}`,
      }),
    read: async <T = Record<string, unknown>>(path: string): Promise<T> =>
      (await (await gateway.request(path)).json()) as T,
    factsOf: (id: string) =>
      gateway.rows<{ kind: string; data: Record<string, unknown> }>(
        'select kind, data from re_invitation_fact where re_invitation_id = ? order by seq',
        [id],
      ),
    wakes: async (id: string) => (await gateway.rows('select 1 from outbox where re_invitation_id = ?', [id])).length,
  };
}
