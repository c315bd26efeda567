import { join } from 'node:path';
import fc from 'fast-check';
import type { Harness, RunContext, Verdict } from '../harness.ts';
import { toCommand } from './commands.ts';
import { changeSettings, decideMail, pauseOrResume } from './member-commands.ts';
import { pressButton, tellProviderEvents } from './person-commands.ts';
import { registerByTemplate, report, reportAgain, tellEvent, unreject } from './report-commands.ts';
import { createWorld, startStage, type World } from './stage.ts';
import { passTime } from './time-commands.ts';

const minuteMs = 60_000;

/** Commands that companies, candidates, providers and time give, in random order; a small model says what comes of them. */
export const model: Harness = {
  name: 'model',
  description:
    'Random commands through the API, compared with a model of the rules: which mails leave, when, and what is shown.',
  defaults: { runs: 20, commands: 120, minutes: 60 },
  run,
};

async function run({ seed, settings, dataDir, report: say }: RunContext): Promise<Verdict> {
  const { runs = 0, commands = 0, minutes = 0 } = settings;
  const stage = await startStage(join(dataDir, 'stack'));
  try {
    const sequence = fc.commands<World, World, true>(listCommands(), { maxCommands: commands, size: 'max' });
    const property = fc.asyncProperty(sequence, async (drawn) => {
      const world = await createWorld(stage);
      await fc
        .asyncModelRun(() => ({ model: world, real: world }), drawn)
        .catch((error: unknown) => {
          say(`Sequence ${stage.worlds} failed, shrinking: ${fc.stringify(drawn)}\n${String(error)}`);
          throw error;
        });
      say(`${stage.worlds} sequences, ${stage.commands} commands`);
    });
    const limit = { interruptAfterTimeLimit: minutes * minuteMs, markInterruptAsFailure: false };
    const details = await fc.check(property, { seed, numRuns: runs, ...limit });
    const faults = details.failed
      ? [`${details.numShrinks} times shrunk: ${fc.defaultReportMessage(details) ?? ''}`]
      : [];
    return { counts: { sequences: stage.worlds, commands: stage.commands, violations: faults.length }, faults };
  } finally {
    await stage.stop();
  }
}

/** Some more than once: a sequence without reports and time shows little. */
const listCommands = () => [
  toCommand(report),
  toCommand(report),
  toCommand(report),
  toCommand(reportAgain),
  toCommand(unreject),
  toCommand(tellEvent),
  toCommand(registerByTemplate),
  toCommand(passTime),
  toCommand(passTime),
  toCommand(passTime),
  toCommand(pressButton),
  toCommand(pressButton),
  toCommand(tellProviderEvents),
  toCommand(decideMail),
  toCommand(pauseOrResume),
  toCommand(changeSettings),
];
