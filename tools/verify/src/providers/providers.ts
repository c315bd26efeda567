import { join } from 'node:path';
import type { Harness, RunContext, Verdict } from '../harness.ts';
import { auditMails } from './audit-mails.ts';
import { comeBackAfterDays, misbehave, settle } from './misbehave.ts';
import { reportCandidates, startProviders } from './start-providers.ts';

export const providers: Harness = {
  name: 'providers',
  description:
    'Mail providers that hang, answer 502 in HTML, drop answers after accepting, refuse with 429, and are away for two days.',
  defaults: { mails: 40, away: 5 },
  run,
};

async function run({ seed, settings, dataDir, report }: RunContext): Promise<Verdict> {
  const { mails = 0, away = 0 } = settings;
  const stage = await startProviders(join(dataDir, 'stack'));
  try {
    report(`Faults of every kind: ${mails} results through each provider …`);
    await misbehave(stage, seed);
    const expected = await reportCandidates(stage, mails);
    const injected = await settle(stage, expected);
    report(`Injected: ${JSON.stringify(injected)}`);
    report(`Away for two days: ${away} results through each provider …`);
    const late = await comeBackAfterDays(stage, 2, () => reportCandidates(stage, away));
    const { duplicates, silentLosses, unconfirmed, faults } = await auditMails(stage, [...expected, ...late]);
    return {
      counts: {
        mails: expected.length + late.length,
        injected: Object.values(injected).reduce((sum, count) => sum + count, 0),
        unconfirmed,
        duplicates,
        silent_losses: silentLosses,
      },
      faults,
    };
  } finally {
    await stage.stop();
  }
}
