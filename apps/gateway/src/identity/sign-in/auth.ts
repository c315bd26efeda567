import { randomUUID } from 'node:crypto';
import { passkey } from '@better-auth/passkey';
import { sso } from '@better-auth/sso';
import { type Locale, memberAddress } from '@goen/contracts/public';
import { type Logger, type SealKeys, seal, unseal } from '@goen/service-kit';
import { type BetterAuthPlugin, betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { magicLink } from 'better-auth/plugins/magic-link';
import type { Pool } from 'pg';
import { sealOwner } from './sealed-columns.ts';

/** Below it are better-auth's own paths. From outside, only the callback of single sign-on is reached. */
export const authPath = '/auth';
/** Carries the network of a request to better-auth: headers of the caller are never passed on. */
export const networkHeader = 'x-goen-network';

const minutes = 60;
const hours = 60 * minutes;
const linkMinutes = 10;
/** A session ends after this much time without a request, and `maxSessionMs` after it began. */
const idleSeconds = 12 * hours;
export const maxSessionMs = 7 * 24 * hours * 1_000;
/** Passkeys are added only so long after a sign-in. */
export const freshSeconds = 15 * minutes;

export type SignInMethod = 'link' | 'passkey' | 'single_sign_on';

export type AuthSettings = {
  readonly pool: Pool;
  readonly publicUrl: string;
  readonly secret: string;
  /** Seals the client secrets of single sign-on. */
  readonly sealKeys: SealKeys;
  readonly logger: Logger;
  /** Issuers that may be on private addresses: for tests and development. */
  readonly trustedIssuers: readonly string[];
  readonly isMember: (companyId: string, email: string) => Promise<boolean>;
  readonly sendLink: (link: {
    readonly email: string;
    readonly token: string;
    readonly locale: Locale;
  }) => Promise<void>;
};

export type Auth = ReturnType<typeof createAuth>;

/** Who signs in, how, and their sessions: nothing about companies but for which one a session by single sign-on counts. */
export function createAuth(settings: AuthSettings) {
  const { pool, publicUrl, secret, logger, trustedIssuers, sendLink } = settings;
  const isSecure = publicUrl.startsWith('https:');
  return betterAuth({
    appName: 'Goen',
    baseURL: publicUrl,
    basePath: authPath,
    secret,
    database: pool,
    trustedOrigins: [new URL(publicUrl).origin, ...trustedIssuers],
    telemetry: { enabled: false },
    logger: { level: 'warn', log: (level, message) => logger[level]({ part: 'better-auth' }, message) },
    // Attempts are counted before better-auth is asked, per address and per network: count-attempt.ts.
    rateLimit: { enabled: false },
    session: {
      expiresIn: idleSeconds,
      updateAge: hours,
      freshAge: freshSeconds,
      additionalFields: {
        signedInBy: { type: 'string', input: false },
        /** The company that an identity provider vouches to; such a session counts for no other. */
        boundCompanyId: { type: 'string', required: false, input: false },
        /** Of several companies, the one that the person works for. */
        chosenCompanyId: { type: 'string', required: false, input: false },
      },
    },
    account: { updateAccountOnSignIn: false, accountLinking: { enabled: true, trustedProviders: [] } },
    user: { changeEmail: { enabled: false }, deleteUser: { enabled: false } },
    advanced: {
      // `__Host-`, not the `__Secure-` of useSecureCookies: another host of our domain could plant a session of its own.
      cookiePrefix: isSecure ? '__Host-goen' : 'goen',
      useSecureCookies: false,
      // Strict would lose the state of single sign-on on the way back.
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true, secure: isSecure },
      // Switched off by NODE_ENV=test unless stated.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      ipAddress: { disableIpTracking: true },
      // Not 'uuid': one-time reservations need ids of their own choice.
      database: { generateId: () => randomUUID() },
    },
    databaseHooks: {
      session: {
        create: {
          before: (session, ctx) =>
            Promise.resolve({
              data: {
                ...session,
                ipAddress: ctx?.headers?.get(networkHeader) ?? null,
                userAgent: (ctx?.headers?.get('user-agent') ?? '').slice(0, 300),
                ...readMethod(ctx?.path, ctx?.params as Record<string, string> | undefined),
              },
            }),
        },
      },
      account: {
        create: {
          // The tokens of the identity provider are of no use after the sign-in.
          before: (account) =>
            Promise.resolve({ data: { ...account, accessToken: null, refreshToken: null, idToken: null } }),
        },
      },
    },
    plugins: [
      magicLink({
        expiresIn: linkMinutes * minutes,
        storeToken: 'hashed',
        sendMagicLink: ({ email, token, metadata }) =>
          sendLink({ email, token, locale: metadata?.locale === 'en' ? 'en' : 'ja' }),
      }),
      passkey({
        rpID: new URL(publicUrl).hostname,
        rpName: 'Goen',
        origin: new URL(publicUrl).origin,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        registration: { afterVerification: ({ verification }) => requireUserVerified(verification.registrationInfo) },
        authentication: {
          afterVerification: ({ verification }) => requireUserVerified(verification.authenticationInfo),
        },
      }),
      singleSignOn(settings),
      limits,
    ],
  });
}

/** A passkey stands for two factors only when its device checked who uses it. */
function requireUserVerified(info: { readonly userVerified: boolean } | undefined): Promise<void> {
  if (info?.userVerified) return Promise.resolve();
  throw new APIError('UNAUTHORIZED', { code: 'USER_NOT_VERIFIED' });
}

function readMethod(path = '', params: Readonly<Record<string, string>> = {}) {
  if (path.startsWith('/sso/callback')) {
    return { signedInBy: 'single_sign_on' satisfies SignInMethod, boundCompanyId: params.providerId ?? 'unknown' };
  }
  const signedInBy: SignInMethod = path.startsWith('/passkey/') ? 'passkey' : 'link';
  return { signedInBy, boundCompanyId: null };
}

/** The id of a company's provider is the id of the company. */
function singleSignOn({ sealKeys, isMember }: AuthSettings) {
  const plugin = sso({
    disableImplicitSignUp: true,
    providersLimit: 0,
    organizationProvisioning: { disabled: true },
    schema: {
      ssoProvider: {
        additionalFields: { isRequired: { type: 'boolean', required: false, defaultValue: false, input: false } },
      },
    },
    /** A company's provider speaks for the members of that company, and for nobody else. */
    async resolveUser(input, { database }) {
      if (input.protocol !== 'oidc') return { action: 'reject', code: 'not_supported' };
      const { providerId, providerUser, providerClaims, verifiedIdTokenClaims } = input;
      const claims = [providerClaims, verifiedIdTokenClaims];
      if (claims.some(isUnverified)) return { action: 'reject', code: 'email_not_verified' };
      // As members are added: another spelling of the mailbox would be an account of its own, which no removal finds.
      const { data: email } = memberAddress.safeParse(providerUser.email);
      if (email === undefined || !(await isMember(providerId, email)))
        return { action: 'reject', code: 'not_a_member' };
      const where = [{ field: 'email', value: email }];
      const known = await database.findOne<{ id: string }>({ model: 'user', where });
      const now = new Date();
      const data = { email, name: '', emailVerified: false, createdAt: now, updatedAt: now };
      const user = known ?? (await database.create<typeof data, typeof data & { id: string }>({ model: 'user', data }));
      return { action: 'link', userId: user.id, profile: 'preserve' };
    },
  });
  const fields = plugin.schema.ssoProvider.fields;
  const sealing = {
    input: (text: unknown) => (typeof text === 'string' ? seal(text, sealOwner, sealKeys).toString('base64') : text),
    output: (text: unknown) =>
      typeof text === 'string' ? unseal(Buffer.from(text, 'base64'), sealOwner, sealKeys) : text,
  };
  // The client secret is stored plainly otherwise; and a provider outlives the account of the person who set it up.
  Object.assign(fields, { oidcConfig: { ...fields.oidcConfig, transform: sealing } });
  Object.assign(fields, { userId: { type: 'string', required: false } });
  return plugin;
}

/** A provider that says nothing about it speaks for the addresses of its own company; one that says no, in whatever way, does not. */
const isUnverified = ({ email_verified: verified }: Readonly<Record<string, unknown>>): boolean =>
  verified !== undefined && verified !== true && verified !== 'true';

/** Counts attempts in a table that better-auth's migrations create with the others. */
const limits = {
  id: 'goen-limits',
  schema: {
    signInLimit: {
      fields: {
        key: { type: 'string', required: true, unique: true },
        uses: { type: 'number', required: true },
        validUntil: { type: 'date', required: true, index: true },
      },
    },
  },
} satisfies BetterAuthPlugin;
