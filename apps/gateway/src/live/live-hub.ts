import { changesChannel } from '@goen/case-store';
import { type LiveTopic, liveTopics } from '@goen/contracts/public';
import type { Logger } from '@goen/service-kit';
import { listenTo } from '../services/listen.ts';

/** A page that follows its company. `onChange` with null: something may have been missed. */
export type Follower = {
  readonly companyId: string;
  readonly sessionId: string;
  readonly onChange: (topics: readonly LiveTopic[] | null) => void;
};

export type LiveHub = {
  readonly heartbeatMs: number;
  /** Aborted when the gateway stops. */
  readonly stopping: AbortSignal;
  /** Adds a page; null when its session, its company or this gateway has as many as it may. */
  follow(follower: Follower): { readonly leave: () => void } | null;
  stop(): Promise<void>;
};

const most = { perSession: 6, perCompany: 300, perGateway: 3_000 } as const;

type LiveOptions = { readonly databaseUrl: string; readonly logger: Logger; readonly heartbeatMs?: number };

/** Passes what is announced in the database on to the pages that are open. Listens from the first of them on. */
export function createLiveHub({ heartbeatMs = 20_000, ...options }: LiveOptions): LiveHub {
  const followers = new Map<string, Set<Follower>>();
  const stopping = new AbortController();
  let total = 0;
  let listening: Promise<void> | undefined;

  function onNotify(payload: string | null): void {
    if (payload === null) {
      for (const { onChange } of [...followers.values()].flatMap((ofCompany) => [...ofCompany])) onChange(null);
      return;
    }
    const [companyId = '', names = ''] = payload.split(' ');
    const topics = names.split(',').flatMap((name) => liveTopics.find((topic) => topic === name) ?? []);
    for (const { onChange } of followers.get(companyId) ?? []) onChange(topics);
  }

  return {
    heartbeatMs,
    stopping: stopping.signal,
    follow(follower) {
      const ofCompany = followers.get(follower.companyId) ?? new Set<Follower>();
      const ofSession = [...ofCompany].filter(({ sessionId }) => sessionId === follower.sessionId);
      const isFull =
        ofSession.length >= most.perSession || ofCompany.size >= most.perCompany || total >= most.perGateway;
      if (isFull) return null;
      listening ??= listenTo({ ...options, channel: changesChannel }, onNotify, stopping.signal);
      followers.set(follower.companyId, ofCompany.add(follower));
      total += 1;
      return {
        leave() {
          if (!ofCompany.delete(follower)) return;
          total -= 1;
          if (ofCompany.size === 0) followers.delete(follower.companyId);
        },
      };
    },
    async stop() {
      stopping.abort();
      await listening;
    },
  };
}
