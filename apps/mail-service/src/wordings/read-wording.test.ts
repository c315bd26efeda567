import type { MailKind } from '@goen/contracts/internal';
import { describe, expect, test } from 'vitest';
import { readWording } from './read-wording.ts';

const faultsOf = (body: string, kind: MailKind = 'rejection', subject = '選考結果のご連絡') => {
  const read = readWording(kind, { subject, body });
  return 'errors' in read ? read.errors.map(({ pointer, code, line, column }) => [pointer, code, line, column]) : [];
};

describe('a fault is told with its place', () => {
  test.each<[string, string, [string, number, number][]]>([
    ['braces that stay open', '{{addressee}}\n\n弊社の{{company に', [['unclosed_braces', 3, 4]]],
    [
      'braces closed on another line',
      '{{addressee}}{{company\n}}',
      [
        ['unclosed_braces', 1, 14],
        ['stray_braces', 2, 1],
      ],
    ],
    ['braces that close nothing', '{{addressee}}\r\nA }} B', [['stray_braces', 2, 3]]],
    ['a name that is none', '{{addressee}}\n{{氏名}}', [['unknown_variable', 2, 1]]],
    [
      'three braces',
      '{{addressee}} {{{company}}}',
      [
        ['unclosed_braces', 1, 15],
        ['stray_braces', 1, 25],
      ],
    ],
    ['what a plain result may not name', '{{addressee}}\n\n- {{positions}}', [['unknown_variable', 3, 3]]],
    ['a section without its end', '{{addressee}}{{#jobs}}', [['unclosed_section', 1, 14]]],
    ['an end without its section', '{{addressee}}\n{{/jobs}}', [['unopened_section', 2, 1]]],
    [
      'sections that cross',
      '{{addressee}}{{#jobs}}{{#company}}{{/jobs}}{{/company}}',
      [
        ['unclosed_section', 1, 14],
        ['unopened_section', 1, 35],
      ],
    ],
    [
      'a condition that is none',
      '{{addressee}}{{#stage}}x{{/stage}}',
      [
        ['unknown_variable', 1, 14],
        ['unknown_variable', 1, 25],
      ],
    ],
    ['a block of HTML', '{{addressee}}\n\n<div>x</div>', [['html_not_allowed', 3, 1]]],
    [
      'HTML in a line',
      '{{addressee}} は<b>太字</b>',
      [
        ['html_not_allowed', 1, 16],
        ['html_not_allowed', 1, 21],
      ],
    ],
    [
      'HTML behind variables and conditions',
      '{{#company}}{{company}}{{/company}} {{addressee}}\n{{^jobs}}<br>{{/jobs}}',
      [['html_not_allowed', 2, 10]],
    ],
    ['a comment', '{{addressee}}\n\n<!-- x -->', [['html_not_allowed', 3, 1]]],
    ['a picture', '{{addressee}} ![x](https://a.example/x.png)', [['markup_not_allowed', 1, 15]]],
    ['code', '{{addressee}}\n\n    x', [['markup_not_allowed', 3, 1]]],
    ['a list in a list', '{{addressee}}\n\n- a\n  - b', [['markup_not_allowed', 4, 3]]],
    ['a quotation', '{{addressee}}\n\n> x', [['markup_not_allowed', 3, 1]]],
    [
      'a link by reference',
      '{{addressee}} [a][b]\n\n[b]: https://a.example',
      [
        ['markup_not_allowed', 1, 15],
        ['markup_not_allowed', 3, 1],
      ],
    ],
    ['a link to a script', '{{addressee}} [a](javascript:alert)', [['link_not_allowed', 1, 15]]],
    ['a link with a part filled in', '{{addressee}} [a](https://a.example/{{company}})', [['link_not_allowed', 1, 15]]],
    ['no addressee', '弊社より', [['missing_variable', 1, 1]]],
    ['an addressee under a condition only', '{{#jobs}}{{addressee}}{{/jobs}}', [['missing_variable', 1, 1]]],
    ['a control character', '{{addressee}}\u0007', [['invalid_character', 1, 14]]],
    ['a mark of the renderer', '{{addressee}}\uFDD0company\uFDD1', [['invalid_character', 1, 14]]],
  ])('%s', (_what, body, faults) => {
    expect(faultsOf(body)).toEqual(faults.map((fault) => ['/body', ...fault]));
  });

  test.each<[string, string, [string, number, number]]>([
    ['several lines', 'A\nBcc: x@example.com', ['several_lines', 1, 2]],
    ['nothing under some condition', '{{#jobs}}A{{/jobs}}', ['blank', 1, 1]],
    ['a variable of the body', 'A {{howToAnswer}}', ['unknown_variable', 1, 3]],
  ])('a subject of %s', (_what, subject, fault) => {
    expect(faultsOf('{{addressee}}', 'rejection', subject)).toEqual([['/subject', ...fault]]);
  });
});

describe('what a kind needs', () => {
  test.each<[MailKind, string, string[]]>([
    ['rejection_relay', '{{addressee}}', ['missing_variable']],
    ['rejection_relay', '{{addressee}} [see]({{pageUrl}})', []],
    ['relay_reminder', '{{addressee}} {{pageUrl}}', []],
    ['first_follow_up', '{{addressee}}', []],
    ['second_follow_up', '{{addressee}}', ['missing_variable']],
    ['second_follow_up', '{{addressee}}\n\n{{positions}}', []],
    ['second_follow_up', '{{addressee}}{{^positions}}none{{/positions}}', ['missing_variable']],
    ['second_follow_up', '{{addressee}} {{positions}} inside', ['variable_not_allowed_here']],
  ])('%s: %s', (kind, body, codes) => {
    expect(faultsOf(body, kind).map(([, code]) => code)).toEqual(codes);
  });
});

test('of many faults the first fifty are told', () => {
  const faults = faultsOf(`{{addressee}}${'\n}}'.repeat(80)}`);
  expect([faults.length, faults[0]?.[2], faults.at(-1)?.[2]]).toEqual([50, 2, 51]);
});

test('length and conditions have a limit together', () => {
  const sections = '{{#jobs}}a{{/jobs}}{{#company}}b{{/company}}{{#addressee}}c{{/addressee}}';
  const of = (characters: number, conditions = sections) => `{{addressee}}${conditions}${'あ'.repeat(characters)}`;
  expect(faultsOf(of(14_000))).toEqual([]);
  expect(faultsOf(of(19_000))).toEqual([['/body', 'too_large', 1, 1]]);
  expect(faultsOf(of(19_000, ''))).toEqual([]);
});

test('plain signs of mathematics and single braces are words', () => {
  expect(faultsOf('{{addressee}} 1 < 2 > 0 & {x} } { AT&T')).toEqual([]);
});
