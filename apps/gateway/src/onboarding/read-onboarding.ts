import { type Em, withCompany } from '@goen/case-store';
import { type CompanySettings, senderDomainView } from '@goen/contracts/internal';
import type { Onboarding, OnboardingStep } from '@goen/contracts/public';
import { HttpProblem, readDomain } from '@goen/service-kit';
import { askService } from '../http/ask-service.ts';
import type { GatewayContext } from '../http/gateway-app.ts';
import { readCompanySettings } from '../services/read-company-settings.ts';

/** The steps of a new company, each read from what is there. */
export async function readOnboarding(context: GatewayContext, companyId: string): Promise<Onboarding> {
  const { settings, traces } = await withCompany(context.orm, companyId, async (em) => ({
    settings: await readCompanySettings(em, companyId),
    traces: await readTraces(em, companyId),
  }));
  const steps: OnboardingStep[] = [
    toSenderStep(settings),
    await readDomainStep(context, settings),
    { step: 'hours', state: traces.hours ? 'done' : 'default', missing: [], done_at: toIso(traces.hours) },
    toKeepingStep(settings),
    toStep('source', traces.source),
    // Whose rejections come in by themselves imports no file.
    toStep('dry_run', traces.dry_run, traces.reported !== null && traces.dry_run === null),
    toStep('approval', traces.approved, settings.approval === 'automatic' && traces.approved === null),
    toStep('colleagues', traces.second_member),
  ];
  return { is_complete: steps.every(({ state }) => state !== 'open' && state !== 'unknown'), steps };
}

type Traces = Readonly<
  Record<'hours' | 'source' | 'reported' | 'dry_run' | 'approved' | 'second_member', Date | string | null>
>;

/** When each thing first happened; null: never. */
async function readTraces(em: Em, companyId: string): Promise<Traces> {
  const [row] = await em.execute<Traces[]>(
    `select
       (select min(occurred_at) from audit_event where company_id = :c and action = 'settings.changed'
          and data ->> 'fields' like '%/hours/%') as hours,
       least(
         (select min(created_at) from connection where company_id = :c and state <> 'deleted'),
         (select min(created_at) from registration_link where company_id = :c),
         (select min(opened_at) from follow_up_case where company_id = :c)) as source,
       (select min(opened_at) from follow_up_case where company_id = :c) as reported,
       (select min(ended_at) from file_import where company_id = :c and dry_run and state = 'done') as dry_run,
       (select min(at) from fact where company_id = :c and kind = 'mail.approved') as approved,
       (select created_at from member where company_id = :c and removed_at is null
          order by created_at offset 1 limit 1) as second_member`.replaceAll(':c', '?::uuid'),
    Array.from({ length: 8 }, () => companyId),
  );
  if (row === undefined) throw new Error('Reading the traces returned no row.');
  return row;
}

const toIso = (at: Date | string | null): string | null => (at === null ? null : new Date(at).toISOString());

const toStep = (step: OnboardingStep['step'], at: Date | string | null, isNotNeeded = false): OnboardingStep => ({
  step,
  state: at !== null ? 'done' : isNotNeeded ? 'not_needed' : 'open',
  missing: [],
  done_at: toIso(at),
});

/** What a regulated mail needs (特定電子メール法 Art. 4). */
function toSenderStep({ sender, representative }: CompanySettings): OnboardingStep {
  const missing = [
    ...(sender.name === '' ? ['/sender/name'] : []),
    ...(sender.postalAddress === '' ? ['/sender/postal_address'] : []),
    ...(sender.contact === '' ? ['/sender/contact'] : []),
    ...(representative === '' ? ['/representative'] : []),
  ];
  return { step: 'sender_identity', state: missing.length === 0 ? 'done' : 'open', missing, done_at: null };
}

async function readDomainStep({ mail }: GatewayContext, settings: CompanySettings): Promise<OnboardingStep> {
  const { mailProvider, sender } = settings;
  if (mailProvider === 'sandbox') return toStep('sender_domain', null, true);
  const path = `/sender-domains/${mailProvider}/${encodeURIComponent(readDomain(sender.fromAddress))}`;
  try {
    const { state, ...checks } = senderDomainView.parse(await (await askService(mail, path)).json());
    const missing = (['spf', 'dkim', 'dmarc'] as const).filter((name) => checks[name] !== 'verified');
    // DMARC holds up no mail here, but receivers ask for it: it is named also once the provider is content.
    return { step: 'sender_domain', state: state === 'verified' ? 'done' : 'open', missing, done_at: null };
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    return { step: 'sender_domain', state: 'unknown', missing: [], done_at: null };
  }
}

function toKeepingStep({ keeping: { basis, unconfirmed, statedAt } }: CompanySettings): OnboardingStep {
  const isStated = basis !== null && !unconfirmed;
  const missing = isStated ? [] : ['/keeping/basis'];
  return { step: 'keeping_basis', state: isStated ? 'done' : 'open', missing, done_at: isStated ? statedAt : null };
}
