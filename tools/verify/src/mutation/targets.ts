/** A part of the rules whose tests are tested. */
export type Target = {
  readonly name: string;
  /** The folder of the workspace. */
  readonly dir: string;
  /** Mutated together, folder by folder: each run repeats its tests once per mutant. */
  readonly folders: readonly (readonly string[])[];
  /** The tests that need no database; without it, all tests. */
  readonly testFiles?: readonly string[];
  /** The score, in whole per cent, that a change may not lose. */
  readonly least: number;
};

const withoutTests = ['!src/**/*.test.ts', '!src/**/index.ts', '!src/testing/**'];

export const targets: readonly Target[] = [
  {
    name: 'case_domain',
    dir: 'libs/case-domain',
    folders: [
      ['src/*.ts', ...withoutTests],
      ['src/identity/*.ts', ...withoutTests],
      ['src/introduction/*.ts', ...withoutTests],
      ['src/matching/*.ts', ...withoutTests],
      ['src/re-invitation/*.ts', ...withoutTests],
      // Its other files are lists of words.
      ['src/tags/{read-tag,suggest-tags,tag-label,sensitive-subjects}.ts'],
    ],
    least: 75,
  },
  {
    name: 'ledger',
    dir: 'apps/credit-service',
    // The rest of the folder is SQL, whose tests take a minute per mutant.
    folders: [['src/ledger/{accounts,command,decide,twelve-months}.ts']],
    testFiles: ['src/ledger/{accounts,decide}.test.ts'],
    least: 85,
  },
];
