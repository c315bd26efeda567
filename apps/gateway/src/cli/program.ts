import { Command as Program } from 'commander';
import type { AdminContext } from './admin-context.ts';
import { optionTexts } from './option-texts.ts';
import type { Command } from './options.ts';

type Commands = Readonly<Record<string, Command>>;
type RunCommand = (run: (admin: AdminContext) => Promise<string>) => Promise<void>;

const nouns: Readonly<Record<string, string>> = {
  audit: 'who changed what, and from where',
  'candidate-ledger': 'the ledger of candidates (求職管理簿)',
  cases: 'the follow-up of rejected candidates',
  company: 'the companies',
  complaint: 'complaints of candidates to the operator',
  connection: 'links to applicant tracking systems and CRMs',
  connections: 'missing Schedules of connections',
  'fee-ledger': 'the ledger of fees (手数料管理簿)',
  'hand-confirmations': 'registrations that members confirmed by hand',
  'job-ledger': 'the ledger of positions (求人管理簿)',
  key: 'API keys',
  licence: "the operator's placement licence",
  mails: 'mails of all companies',
  member: 'people of the companies who sign in',
  'placement-ledger': 'the earlier name of candidate-ledger',
  'placement-report': 'counts for the yearly report (職業紹介事業報告書)',
  position: 'what companies are hiring for',
  retention: 'how long data is kept',
  'sign-in': 'links with which people sign in',
  staff: "the operator's people who sign in",
  'tag-overrule': 'tags that companies keep although they are refused as sensitive',
  workflows: 'missing workflows',
};

/** The command line: `admin <noun> <verb> [options]`, with help for each. */
export function createProgram(commands: Commands, run: RunCommand): Program {
  const program = new Program('npm run admin --')
    .description("The operator's command line. It connects as CASES_OPERATOR_URL, else to the stack of `npm start`.")
    .usage('<noun> <verb> [options]')
    .showHelpAfterError(true)
    // Before the commands are added, which inherit it.
    .exitOverride();
  for (const [name, command] of Object.entries(commands)) {
    const [noun = '', verb = ''] = name.split(' ');
    const parent =
      program.commands.find((known) => known.name() === noun) ?? program.command(noun).description(nouns[noun] ?? '');
    addVerb(parent, verb, { name, command, run });
  }
  return program;
}

type Verb = { readonly name: string; readonly command: Command; readonly run: RunCommand };

function addVerb(parent: Program, verb: string, { name, command, run }: Verb): void {
  const child = parent.command(verb).description(command.summary);
  for (const option of command.options) {
    const text = optionTexts[`${name} ${option}`] ?? optionTexts[option] ?? option;
    // A value that is given twice replaces the first, except where a command reads all of them.
    const collect = (value: string, earlier: readonly string[] | undefined) => [...(earlier ?? []), value];
    child.option(`--${option} <value>`, text, collect);
  }
  child.allowExcessArguments(false).action(async (_options: object, self: Program) => {
    const values = Object.fromEntries(
      self.options.map((option) => [
        option.name(),
        self.getOptionValue(option.attributeName()) as string[] | undefined,
      ]),
    );
    await run((admin) => command.run(admin, values));
  });
}
