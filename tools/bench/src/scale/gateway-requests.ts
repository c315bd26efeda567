import type { Database } from '@goen/case-store';
import { createGatewayApp, createIdentity, createLiveHub } from '@goen/gateway';
import { createLogger } from '@goen/service-kit';
import { systemResolve } from '@goen/service-kit/outbound';

export type Companies = readonly { readonly id: string; readonly key: string }[];
export type Query = Readonly<Record<string, string | readonly string[]>>;

export type RequestContext = {
  readonly orm: Database;
  readonly companies: Companies;
  readonly credit: { readonly url: string; readonly token: string };
};

/** What the operations read of an item. */
export type ListItem = { readonly id: string; readonly required?: readonly { readonly id: string }[] };

/** The company of the nth run: every second time the largest. */
export const pickCompany = (companies: Companies, nth: number) =>
  companies[nth % 2 === 0 ? 0 : Math.floor(nth / 2) % companies.length] ?? { id: '', key: '' };

/** Every request has a key. */
const nobodySignsIn = {
  url: 'postgres://127.0.0.1:9/identity',
  operatorUrl: null,
  secret: 'benchmark',
  setupToken: null,
  trustedIssuers: [],
  operatorName: 'Goen',
  mailFrom: null,
  mailProvider: null,
  trustedProxies: 0,
};

/** Reads a list through the gateway's own route, as the company of the nth run. */
export function createGet({ orm, companies, credit }: RequestContext) {
  const context = {
    orm,
    logger: createLogger('bench', 'silent'),
    personHashKey: 'benchmark',
    now: () => new Date(),
    mail: { url: 'http://127.0.0.1:9', token: 'benchmark' },
    credit,
    webhooks: { secretKey: Buffer.alloc(32, 1), allowPrivate: true, resolve: systemResolve },
    connections: { secretKey: Buffer.alloc(32, 2), addresses: {} },
    publicUrl: 'http://bench.test',
    mailEventsTokens: [{ caller: 'mail-service', token: 'benchmark' }],
  };
  const app = createGatewayApp(
    {
      ...context,
      identity: createIdentity(context, nobodySignsIn),
      live: createLiveHub({ databaseUrl: '', logger: context.logger }),
    },
    { operatorName: 'Goen' },
    {},
  );
  return async (nth: number, path: string, query: Query) => {
    const { key } = pickCompany(companies, nth);
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) for (const each of [value].flat()) search.append(name, each);
    const response = await app.request(`${path}?${search.toString()}`, { headers: { authorization: `Bearer ${key}` } });
    if (!response.ok) throw new Error(`${path}?${search.toString()}: ${response.status} ${await response.text()}`);
    return (await response.json()) as { items: ListItem[]; next: string | null };
  };
}
