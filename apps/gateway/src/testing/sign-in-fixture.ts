import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Member, type MemberRole, OperatorStaff } from '@goen/case-store';
import { memberHash } from '@goen/cases';
import { queryOnce } from '@goen/service-kit/database';
import type { AdminContext } from '../cli/index.ts';
import type { GatewayApp } from '../http/gateway-app.ts';
import type { Identity } from '../identity/sign-in/identity.ts';
import { migrateIdentity } from '../identity/sign-in/identity-database.ts';

type Stage = {
  readonly app: GatewayApp;
  readonly admin: AdminContext;
  readonly identity: Identity;
  readonly identityOwnerUrl: string;
  readonly personHashKey: string;
  readonly publicUrl: string;
};

export type Browser = ReturnType<typeof createBrowser>;

/** A browser on our own site, with a jar of cookies. `network` is where it comes from. */
export function createBrowser({ app, publicUrl }: Pick<Stage, 'app' | 'publicUrl'>, network = '192.0.2.1') {
  const jar = new Map<string, string>();
  const setCookies: string[] = [];
  const call = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers({
      origin: publicUrl,
      'sec-fetch-site': 'same-origin',
      'x-forwarded-for': network,
      'user-agent': 'Test browser',
      ...(init.body ? { 'content-type': 'application/json' } : {}),
      ...(init.headers as Record<string, string> | undefined),
    });
    if (jar.size > 0) headers.set('cookie', [...jar].map((pair) => pair.join('=')).join('; '));
    const answer = await app.request(publicUrl + path, { ...init, headers });
    for (const line of answer.headers.getSetCookie()) {
      setCookies.push(line);
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  };
  const send =
    (method: string) =>
    (path: string, body?: unknown, headers: Record<string, string> = {}) =>
      call(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return {
    jar,
    setCookies,
    call,
    get: (path: string, headers: Record<string, string> = {}) => call(path, { headers }),
    post: send('POST'),
    put: send('PUT'),
    patch: send('PATCH'),
    delete: send('DELETE'),
  };
}

/** People who sign in. The database `identity` is migrated when the first one does. */
export function createSignIn(stage: Stage) {
  const { admin, identity, personHashKey } = stage;
  let migrated: Promise<unknown> | undefined;
  const migrate = () => {
    migrated ??= migrateIdentity(stage.identityOwnerUrl);
    return migrated;
  };
  const person = (email: string) => ({
    id: randomUUID(),
    email,
    emailHash: memberHash(email, personHashKey),
    name: '佐藤 花子',
    locale: 'ja' as const,
    createdAt: new Date(),
    removedAt: null,
  });
  const anAddress = () => `${randomUUID()}@staff.example.jp`;

  /** The token of a mailed link, without the mail. */
  async function createLinkToken(email: string): Promise<string> {
    await migrate();
    const token = randomBytes(24).toString('base64url');
    const { internalAdapter } = await identity.auth().$context;
    await internalAdapter.createVerificationValue({
      identifier: createHash('sha256').update(token).digest('base64url'),
      value: JSON.stringify({ email }),
      expiresAt: new Date(Date.now() + 60_000),
    });
    return token;
  }

  /** A browser in which the person has followed a sign-in link. */
  async function signIn(email: string, browser = createBrowser(stage)): Promise<Browser> {
    const answer = await browser.post('/v1/sign-in/link', { token: await createLinkToken(email) });
    if (answer.status !== 200) throw new Error(`Sign-in: ${answer.status} ${await answer.text()}`);
    return browser;
  }

  async function addMember(companyId: string, role: MemberRole, email = anAddress()) {
    const row = { ...person(email), companyId, role, joinedAt: null };
    await admin.orm.em.fork().insert(Member, row);
    return row;
  }

  return {
    migrateIdentity: migrate,
    /** A statement as the owner of the database `identity`. */
    async identityRows(sql: string): Promise<void> {
      await migrate();
      await queryOnce(stage.identityOwnerUrl, sql);
    },
    createLinkToken,
    browser: (network?: string) => createBrowser(stage, network),
    signIn,
    addMember,
    /** A member of the company who has signed in. */
    async member(companyId: string, role: MemberRole) {
      const row = await addMember(companyId, role);
      return { ...row, browser: await signIn(row.email) };
    },
    /** A person of the operator who has signed in. */
    async operator() {
      const row = person(anAddress());
      await admin.orm.em.fork().insert(OperatorStaff, row);
      return { ...row, browser: await signIn(row.email) };
    },
  };
}
