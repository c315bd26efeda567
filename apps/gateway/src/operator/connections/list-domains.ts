import { companySettings } from '@goen/contracts/internal';
import type { operatorDomain, operatorDomains } from '@goen/contracts/public';
import { readDomain } from '@goen/service-kit';
import type { z } from 'zod';
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
  const items = rows.map(viewDomain).toSorted((a, b) => (b.bounce_rate ?? 0) - (a.bounce_rate ?? 0));
  return { from: from.toISOString(), items };
}

function viewDomain({ id, settings, mails, bounces, complaints }: Row): z.infer<typeof operatorDomain> {
  const { sender, mailProvider } = companySettings.parse(settings);
  // Of mails from before the period a bounce may come in it.
  const rate = (part: number) => (mails === 0 ? null : Math.min(1, part / mails));
  return {
    company_id: id,
    domain: readDomain(sender.fromAddress),
    provider: mailProvider,
    mails,
    bounces,
    complaints,
    bounce_rate: rate(bounces),
    complaint_rate: rate(complaints),
  };
}
