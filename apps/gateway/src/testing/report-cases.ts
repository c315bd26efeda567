type ConsentFact = readonly ['invite' | 'consent' | 'withdraw', string];
/** Invited, consented among the invited, consented of their own accord. */
export const consentCases: readonly (readonly [string, readonly ConsentFact[], readonly [number, number, number]])[] = [
  ['nobody was invited', [['consent', 'a']], [0, 0, 1]],
  [
    'one of two consents',
    [
      ['invite', 'a'],
      ['invite', 'b'],
      ['consent', 'a'],
    ],
    [2, 1, 0],
  ],
  [
    'one consents again',
    [
      ['invite', 'a'],
      ['consent', 'a'],
      ['withdraw', 'a'],
      ['consent', 'a'],
    ],
    [1, 1, 0],
  ],
  [
    'one is invited twice',
    [
      ['invite', 'a'],
      ['invite', 'a'],
      ['consent', 'a'],
    ],
    [1, 1, 0],
  ],
  [
    'others consent uninvited',
    [
      ['invite', 'a'],
      ['consent', 'b'],
      ['consent', 'c'],
    ],
    [1, 0, 2],
  ],
];

export type Step = readonly ['rejected' | 'mailed' | 'event', ...string[]];
/** What happened to one person: the date of an application (and of its rejection), a mail with its date, an event. */
export const reapplicationCases: readonly (readonly [
  string,
  readonly [Step, ...Step[]],
  Readonly<Record<string, number>>,
])[] = [
  [
    'nobody applied again',
    [
      ['rejected', '2024-01-10', '2024-01-20'],
      ['mailed', 'rejection', '2024-01-21'],
    ],
    {},
  ],
  [
    'an event after a follow-up',
    [
      ['rejected', '2024-01-10', '2024-01-20'],
      ['mailed', 'rejection', '2024-01-21'],
      ['mailed', 'first_follow_up', '2024-02-20'],
      ['event', '2024-03-05'],
    ],
    { first_follow_up: 1 },
  ],
  [
    'an application that is rejected again',
    [
      ['rejected', '2024-01-10', '2024-01-20'],
      ['mailed', 'rejection', '2024-01-21'],
      ['rejected', '2024-03-05', '2024-03-15'],
    ],
    { rejection: 1 },
  ],
  [
    'an event and the rejection of the same application',
    [
      ['rejected', '2024-01-10', '2024-01-20'],
      ['event', '2024-03-05'],
      ['rejected', '2024-03-05', '2024-03-15'],
    ],
    { none: 1 },
  ],
  [
    'two applications side by side',
    [
      ['rejected', '2024-03-01', '2024-03-20'],
      ['rejected', '2024-03-10', '2024-03-25'],
    ],
    {},
  ],
  [
    'two reapplications, and a mail only before the second',
    [
      ['rejected', '2024-01-10', '2024-01-20'],
      ['event', '2024-03-01'],
      ['mailed', 'second_follow_up', '2024-03-03'],
      ['event', '2024-03-05'],
    ],
    { none: 1, second_follow_up: 1 },
  ],
];
