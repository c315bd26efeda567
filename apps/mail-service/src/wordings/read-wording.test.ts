import type { MailKind } from '@goen/contracts/internal';
import { describe, expect, test } from 'vitest';
import { readWording } from './read-wording.ts';

const findFaults = (body: string, kind: MailKind = 'rejection', subject = '選考結果のご連絡') => {
  const read = readWording(kind, { subject, body });
  return 'errors' in read ? read.errors.map(({ pointer, code, line, column }) => [pointer, code, line, column]) : [];
};

describe('a fault is reported with its position', () => {
  test.each<[string, string, [string, number, number][]]>([
    ['unclosed braces', '{{addressee}}\n\n弊社の{{company に', [['unclosed_braces', 3, 4]]],
    [
      'braces closed on another line',
      '{{addressee}}{{company\n}}',
      [
        ['unclosed_braces', 1, 14],
        ['stray_braces', 2, 1],
      ],
    ],
    ['stray closing braces', '{{addressee}}\r\nA }} B', [['stray_braces', 2, 3]]],
    ['an unknown name', '{{addressee}}\n{{氏名}}', [['unknown_variable', 2, 1]]],
    [
      'three braces',
      '{{addressee}} {{{company}}}',
      [
        ['unclosed_braces', 1, 15],
        ['stray_braces', 1, 25],
      ],
    ],
    ['a variable that a plain result must not use', '{{addressee}}\n\n- {{positions}}', [['unknown_variable', 3, 3]]],
    ['a section without end', '{{addressee}}{{#jobs}}', [['unclosed_section', 1, 14]]],
    ['an end without section', '{{addressee}}\n{{/jobs}}', [['unopened_section', 2, 1]]],
    [
      'sections that cross',
      '{{addressee}}{{#jobs}}{{#company}}{{/jobs}}{{/company}}',
      [
        ['unclosed_section', 1, 14],
        ['unopened_section', 1, 35],
      ],
    ],
    [
      'an unknown condition',
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
    expect(findFaults(body)).toEqual(faults.map((fault) => ['/body', ...fault]));
  });

  test.each<[string, string, [string, number, number]]>([
    ['several lines', 'A\nBcc: x@example.com', ['several_lines', 1, 2]],
    ['nothing under one condition', '{{#jobs}}A{{/jobs}}', ['blank', 1, 1]],
    ['a variable of the body', 'A {{howToAnswer}}', ['unknown_variable', 1, 3]],
  ])('a subject of %s', (_what, subject, fault) => {
    expect(findFaults('{{addressee}}', 'rejection', subject)).toEqual([['/subject', ...fault]]);
  });
});

describe('required variables', () => {
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
    expect(findFaults(body, kind).map(([, code]) => code)).toEqual(codes);
  });
});

test('reports the first fifty of many faults', () => {
  const faults = findFaults(`{{addressee}}${'\n}}'.repeat(80)}`);
  expect([faults.length, faults[0]?.[2], faults.at(-1)?.[2]]).toEqual([50, 2, 51]);
});

test('limits length and conditions together', () => {
  const sections = '{{#jobs}}a{{/jobs}}{{#company}}b{{/company}}{{#addressee}}c{{/addressee}}';
  const createBody = (characters: number, conditions = sections) =>
    `{{addressee}}${conditions}${'あ'.repeat(characters)}`;
  expect(findFaults(createBody(14_000))).toEqual([]);
  expect(findFaults(createBody(19_000))).toEqual([['/body', 'too_large', 1, 1]]);
  expect(findFaults(createBody(19_000, ''))).toEqual([]);
});

test('accepts mathematical signs and single braces as text', () => {
  expect(findFaults('{{addressee}} 1 < 2 > 0 & {x} } { AT&T')).toEqual([]);
});
