import { companySettings, senderDomainList } from '@goen/contracts/internal';
import type { operatorDomain, operatorDomains } from '@goen/contracts/public';
import { HttpProblem, readDomain } from '@goen/service-kit';
import type { z } from 'zod';
import { askService } from '../../http/ask-service.ts';
import { type OperatorContext, withConsole } from '../operator-context.ts';

type Row = {
  readonly id: string;
  readonly settings: unknown;
  readonly mails: number;
  readonly bounces: number;
  readonly complaints: number;
};

/** Counts the facts of each company by the index on (company_id, kind, at), without reading them. */
export async function listDomains(
  context: OperatorContext,
  { days }: { readonly days: number },
): Promise<z.infer<typeof operatorDomains>> {
  const from = new Date(context.now().getTime() - days * 24 * 3_600_000);
  const count = (kind: string) =>
    `(select count(*)::int from fact f where f.company_id = c.id and f.kind = '${kind}' and f.at >= ?)`;
  const rows = await withConsole(context, (em) =>
    em.execute<Row[]>(
      `select c.id, c.settings, ${count('mail.sent')} as mails, ${count('mail.bounced')} as bounces,
         ${count('mail.complained')} as complaints from company c order by c.id`,
      [from, from, from],
    ),
  );
  const states = await readDnsStates(context);
  const items = rows
    .map((row) => viewDomain(row, states))
    .toSorted((a, b) => rank(b) - rank(a) || (b.bounce_rate ?? 0) - (a.bounce_rate ?? 0));
  return { from: from.toISOString(), dns_known: states !== null, items };
}

/** Those whose mails wait first. */
const rank = ({ dns }: Domain): number => (dns?.state === 'failed' ? 2 : dns?.state === 'pending' ? 1 : 0);

/** As mail-service last knew them; null when it does not answer: the rates are known all the same. */
async function readDnsStates({ mail, logger }: OperatorContext): Promise<DnsStates | null> {
  try {
    const { items } = senderDomainList.parse(await (await askService(mail, '/sender-domains')).json());
    return new Map(items.map(({ provider, domain, ...dns }) => [`${provider} ${domain}`, dns]));
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    logger.warn({ code: error.code }, 'Failed to read the states of sender domains');
    return null;
  }
}

type Domain = z.infer<typeof operatorDomain>;
type DnsStates = ReadonlyMap<string, NonNullable<Domain['dns']>>;

function viewDomain({ id, settings, mails, bounces, complaints }: Row, states: DnsStates | null): Domain {
  const { sender, mailProvider } = companySettings.parse(settings);
  // Of mails from before the period a bounce may come in it.
  const rate = (part: number) => (mails === 0 ? null : Math.min(1, part / mails));
  const domain = readDomain(sender.fromAddress);
  return {
    company_id: id,
    domain,
    provider: mailProvider,
    dns: states?.get(`${mailProvider} ${domain}`) ?? null,
    mails,
    bounces,
    complaints,
    bounce_rate: rate(bounces),
    complaint_rate: rate(complaints),
  };
}
