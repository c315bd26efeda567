import { DiscoveryError, discoverOIDCConfig } from '@better-auth/sso';
import { Company, withCompany } from '@goen/case-store';
import { type AuditActor, recordAudit } from '@goen/cases';
import type { singleSignOn, singleSignOnSettings, singleSignOnSetup } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import { checkUrl } from '@goen/service-kit/outbound';
import type { z } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { authPath } from '../sign-in/auth.ts';

type View = z.infer<typeof singleSignOn>;
type Setup = z.infer<typeof singleSignOnSetup>;
type Settings = z.output<typeof singleSignOnSettings>;
type Provider = {
  readonly id: string;
  readonly issuer: string;
  readonly oidcConfig: string;
  readonly isRequired: boolean;
};

const findProvider = async ({ identity }: GatewayContext, companyId: string): Promise<Provider | null> => {
  const { adapter } = await identity.auth().$context;
  return adapter.findOne<Provider>({ model: 'ssoProvider', where: [{ field: 'providerId', value: companyId }] });
};

export async function readSettings(context: GatewayContext, companyId: string): Promise<View | null> {
  const provider = await findProvider(context, companyId);
  if (provider === null) return null;
  const { clientId } = JSON.parse(provider.oidcConfig) as { clientId: string };
  return {
    issuer: provider.issuer,
    client_id: clientId,
    is_required: provider.isRequired,
    callback_url: toCallbackUrl(context, companyId),
  };
}

const toCallbackUrl = ({ publicUrl }: GatewayContext, companyId: string): string =>
  `${publicUrl}${authPath}/sso/callback/${companyId}`;

export const readSetup = (context: GatewayContext, companyId: string): Promise<Setup> =>
  withCompany(context.orm, companyId, async (em) => ({
    callback_url: toCallbackUrl(context, companyId),
    company: (await em.findOneOrFail(Company, { id: companyId })).slug,
    sign_in_url: `${context.publicUrl}/sign-in`,
    is_set_up: (await findProvider(context, companyId)) !== null,
  }));

/** Sessions and links to accounts of an earlier provider end: another one may call other people by the same ids. */
export async function saveSettings(
  context: GatewayContext,
  companyId: string,
  settings: Settings,
  actor: AuditActor,
): Promise<View> {
  const { identity, orm } = context;
  const { issuer, client_id: clientId, client_secret: clientSecret, is_required: isRequired } = settings;
  const endpoints = await discover(context, issuer);
  const { adapter } = await identity.auth().$context;
  const earlier = await findProvider(context, companyId);
  await withCompany(orm, companyId, async (em) => {
    const { slug } = await em.findOneOrFail(Company, { id: companyId });
    const data = {
      providerId: companyId,
      organizationId: companyId,
      domain: slug,
      issuer,
      isRequired,
      oidcConfig: JSON.stringify({ ...endpoints, clientId, clientSecret, pkce: true, scopes: ['openid', 'email'] }),
    };
    if (earlier === null) await adapter.create({ model: 'ssoProvider', data });
    else await adapter.update({ model: 'ssoProvider', where: [{ field: 'id', value: earlier.id }], update: data });
    if (earlier !== null && earlier.issuer !== issuer) await forgetProvider(context, companyId);
    const subject = { type: 'company', id: companyId };
    await recordAudit(em, { companyId, actor, action: 'single_sign_on.changed', subject });
  });
  const saved = await readSettings(context, companyId);
  if (saved === null) throw new Error('The settings were removed at the same time.');
  return saved;
}

export async function removeSettings(context: GatewayContext, companyId: string, actor: AuditActor): Promise<void> {
  await withCompany(context.orm, companyId, async (em) => {
    await context.identity.pool.query('delete from "ssoProvider" where "providerId" = $1', [companyId]);
    await forgetProvider(context, companyId);
    const subject = { type: 'company', id: companyId };
    await recordAudit(em, { companyId, actor, action: 'single_sign_on.removed', subject });
  });
}

async function forgetProvider({ identity: { pool } }: GatewayContext, companyId: string): Promise<void> {
  await pool.query('delete from account where "providerId" = $1', [companyId]);
  await pool.query('delete from session where "boundCompanyId" = $1', [companyId]);
}

/** The provider's own description. Private addresses are refused, unless the operator allows the issuer. */
async function discover({ identity, webhooks }: GatewayContext, issuer: string) {
  const isAllowed = (url: string) => identity.settings.trustedIssuers.includes(new URL(url).origin);
  const fault = await checkUrl(issuer, { allowPrivate: isAllowed(issuer), resolve: webhooks.resolve });
  if (fault !== null) throw new HttpProblem('issuer_unusable', { errors: [{ ...fault, pointer: '/issuer' }] });
  try {
    const { authorizationEndpoint, tokenEndpoint, jwksEndpoint, discoveryEndpoint, tokenEndpointAuthentication } =
      await identity.providerGuard.run(() =>
        discoverOIDCConfig({ issuer, isTrustedOrigin: (url) => isOwnOrigin(url, issuer) || isAllowed(url) }),
      );
    // Over http anybody on the way reads the client secret, and a name that moves leads into our own network.
    for (const url of [authorizationEndpoint, tokenEndpoint, jwksEndpoint]) {
      if (!url.startsWith('https:') && !isAllowed(url)) throw new HttpProblem('issuer_unusable', { detail: insecure });
    }
    return {
      issuer,
      authorizationEndpoint,
      tokenEndpoint,
      jwksEndpoint,
      discoveryEndpoint,
      tokenEndpointAuthentication,
    };
  } catch (error) {
    if (!(error instanceof DiscoveryError)) throw error;
    throw new HttpProblem('issuer_unusable', { detail: error.code });
  }
}

const insecure = 'The endpoints of the provider must use https.';

const isOwnOrigin = (url: string, issuer: string): boolean => new URL(url).origin === new URL(issuer).origin;
