import { AsyncLocalStorage } from 'node:async_hooks';
import { caseStoreSpec, type Database } from '@goen/case-store';
import { findMemberships, findStaff } from '@goen/cases';
import type { Locale } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import { connectDatabase, readDatabaseTimeouts } from '@goen/service-kit/database';
import { type FetchGuard, openFetchGuard } from '@goen/service-kit/outbound';
import { Pool } from 'pg';
import { type Auth, createAuth } from './auth.ts';
import type { IdentityContext, IdentitySettings } from './identity-settings.ts';
import { sendSignInLink, toSignInUrl } from './send-sign-in-mail.ts';

export type Identity = {
  readonly settings: IdentitySettings;
  readonly pool: Pool;
  readonly auth: () => Auth;
  /** A sign-in link for a person, as it would be mailed; nothing is mailed. It works once, for ten minutes. */
  readonly createLink: (person: { readonly email: string; readonly locale: Locale }) => Promise<SignInLink>;
  /** Connected as `cases_operator`, for routes of the operator. */
  readonly operatorOrm: () => Promise<Database>;
  /** For whatever asks the identity provider of a company: it must not lead into our own network. */
  readonly providerGuard: FetchGuard;
  /** Work that must not delay an answer, such as a mail: how long an answer takes must not tell who is known. */
  readonly inBackground: (work: Promise<unknown>) => void;
  readonly close: () => Promise<void>;
};

export type SignInLink = { readonly token: string; readonly url: string };

/** Sign-in, connected when it is first needed: tools build the app without a database. */
export function createIdentity(context: IdentityContext, settings: IdentitySettings): Identity {
  const pool = new Pool({ connectionString: settings.url, max: 5, ...readDatabaseTimeouts() });
  pool.on('error', (error) => context.logger.warn({ err: error }, 'Lost an idle connection to the database identity'));
  const providerGuard = openFetchGuard({
    resolve: context.webhooks.resolve,
    allowedOrigins: settings.trustedIssuers,
    timeoutMs: 10_000,
  });
  const background = new Set<Promise<unknown>>();
  /** Receives a link in place of the mail. */
  const receivers = new AsyncLocalStorage<(token: string) => void>();
  let auth: Auth | undefined;
  let operatorOrm: Promise<Database> | undefined;
  const isMember = async (companyId: string, email: string) =>
    (await findMemberships(context.orm, email, context.personHashKey)).some((member) => member.companyId === companyId);
  const connectOperator = (): Promise<Database> => {
    if (settings.operatorUrl === null) {
      throw new HttpProblem('unavailable', { detail: 'This gateway has no CASES_OPERATOR_URL.' });
    }
    operatorOrm ??= connectDatabase(caseStoreSpec, settings.operatorUrl, 3);
    return operatorOrm;
  };
  const isStaff = async (email: string) =>
    settings.operatorUrl !== null && (await findStaff(await connectOperator(), email, context.personHashKey)) !== null;
  const identity: Identity = {
    settings,
    pool,
    async createLink({ email, locale }) {
      let token = '';
      await receivers.run(
        (created) => (token = created),
        () => identity.auth().api.signInMagicLink({ body: { email, metadata: { locale } }, headers: new Headers() }),
      );
      return { token, url: toSignInUrl(context.publicUrl, locale, token) };
    },
    auth() {
      auth ??= createAuth({
        ...settings,
        pool,
        publicUrl: context.publicUrl,
        sealKeys: context.connections.secretKey,
        logger: context.logger,
        isMember,
        async sendLink(link) {
          const receive = receivers.getStore();
          if (receive) receive(link.token);
          else await sendSignInLink(context, settings, { ...link, isStaff: await isStaff(link.email) });
        },
      });
      return auth;
    },
    operatorOrm: connectOperator,
    providerGuard,
    inBackground(work) {
      const running = work
        .catch((error: unknown) => context.logger.error({ err: error }, 'Failed to send a sign-in mail'))
        .finally(() => background.delete(running));
      background.add(running);
    },
    async close() {
      await Promise.all(background);
      await providerGuard.close();
      await pool.end();
      await (await operatorOrm)?.close(true);
    },
  };
  return identity;
}
