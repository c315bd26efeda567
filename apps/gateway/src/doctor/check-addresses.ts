import { lookup, resolveTxt } from 'node:dns/promises';
import { connect } from 'node:tls';
import { isThisMachine } from '@goen/service-kit/outbound';
import { type Check, type Finding, fault, ok, warn } from './finding.ts';

const dayMs = 86_400_000;
const certificateWarningDays = 14;
const timeoutMs = 5_000;

/** Whether the other services and the public address answer. Nothing is sent to anybody. */
export function checkAddresses(env: NodeJS.ProcessEnv): Check[] {
  const services = (
    [
      ['mail-service', 'MAIL_SERVICE_URL'],
      ['credit-service', 'CREDIT_SERVICE_URL'],
    ] as const
  ).flatMap(([name, variable]) => {
    const url = env[variable];
    const todo = `Is ${name} running, is ${variable} right, and may this machine reach it?`;
    return url ? [{ name, todo, run: () => askReadiness(name, url) }] : [];
  });
  const { PUBLIC_URL: publicUrl } = env;
  const todo = 'Check PUBLIC_URL, DNS and the reverse proxy: links in mails begin with it.';
  return publicUrl ? [...services, { name: 'public address', todo, run: () => askPublicAddress(publicUrl) }] : services;
}

async function askReadiness(name: string, url: string): Promise<Finding[]> {
  const { ok: isReady, status } = await fetch(`${url.replace(/\/+$/, '')}/readyz`, {
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (isReady) return [ok(name, 'ready')];
  return [fault(name, `/readyz answers ${status}`, `Look at the log of ${name}: its database may be away or behind.`)];
}

async function askPublicAddress(publicUrl: string): Promise<Finding[]> {
  const name = 'public address';
  const { protocol, hostname, port } = new URL(publicUrl);
  const { address } = await lookup(hostname);
  const findings: Finding[] = [ok(name, `${hostname} is ${address}`)];
  const answer = await fetch(`${publicUrl.replace(/\/+$/, '')}/livez`, { signal: AbortSignal.timeout(timeoutMs) });
  await answer.body?.cancel();
  findings.push(
    answer.ok
      ? ok(name, 'it reaches the gateway')
      : fault(name, `/livez answers ${answer.status} there`, 'Does the reverse proxy lead to the gateway?'),
  );
  if (protocol === 'https:')
    findings.push(judgeCertificate(await readExpiry(hostname, Number(port || 443)), Date.now()));
  else if (!isThisMachine(publicUrl))
    findings.push(warn(name, 'it is not https', 'Put a proxy with TLS before the gateway.'));
  return findings;
}

const readExpiry = (host: string, port: number): Promise<Date> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port, servername: host, timeout: timeoutMs }, () => {
      resolve(new Date(socket.getPeerCertificate().valid_to));
      socket.end();
    });
    socket.once('error', reject);
    socket.once('timeout', () => socket.destroy(new Error(`${host} does not answer by TLS`)));
  });

export function judgeCertificate(expiresAt: Date, nowMs: number): Finding {
  const days = Math.floor((expiresAt.getTime() - nowMs) / dayMs);
  const text = `its certificate expires in ${days} days`;
  if (days >= certificateWarningDays) return ok('public address', text);
  return warn('public address', text, 'Renew it; a proxy that renews by itself has failed to.');
}

/** SPF and DMARC of domains that mails come from, as the world sees them. DKIM has a name of the provider's choice. */
export function checkSenderDomains(domains: readonly string[]): Check[] {
  const todo = 'Can this machine ask DNS?';
  return domains.map((domain) => ({ name: `domain ${domain}`, todo, run: () => askDomain(domain) }));
}

async function askDomain(domain: string): Promise<Finding[]> {
  const name = `domain ${domain}`;
  const [own, dmarc] = await Promise.all([readTexts(domain), readTexts(`_dmarc.${domain}`)]);
  const todo = 'Publish what GET /v1/sender-domain lists (docs/mail.md).';
  return [
    own.some((text) => text.startsWith('v=spf1'))
      ? ok(name, 'SPF is published')
      : warn(name, 'there is no SPF record', todo),
    dmarc.some((text) => text.startsWith('v=DMARC1'))
      ? ok(name, 'DMARC is published')
      : warn(name, 'there is no DMARC record: Gmail and Yahoo require one', todo),
  ];
}

async function readTexts(host: string): Promise<string[]> {
  try {
    return (await resolveTxt(host)).map((parts) => parts.join(''));
  } catch (error) {
    if (['ENODATA', 'ENOTFOUND'].includes((error as { code?: string }).code ?? '')) return [];
    throw error;
  }
}
