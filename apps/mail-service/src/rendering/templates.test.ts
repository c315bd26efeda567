import { describeConditions, type MailKind, type MailVariables } from '@goen/contracts/internal';
import { caseMailKind, type Locale, locale, stageKind } from '@goen/contracts/public';
import { isRegulated, mailKinds, reInvitationMailKinds, type WorkingConditions } from '@goen/contracts/workflow';
import { describe, expect, it } from 'vitest';
import { readWording } from '../wordings/read-wording.ts';
import { formatAddressee } from './addressee.ts';
import { getBuiltInWording } from './built-in.ts';
import type { MailInput } from './mail-input.ts';
import { renderMail } from './render-mail.ts';
import { createSampleInput } from './sample.ts';

const sender = {
  name: '株式会社みどり',
  fromAddress: 'saiyo@midori.example',
  replyTo: 'saiyo@midori.example',
  postalAddress: '東京都渋谷区一丁目',
  contact: 'https://midori.example/contact',
};
const variables: MailVariables = {
  jobNames: ['デザイナー'],
  stage: 'documents',
  pageUrl: 'https://goen.example/c/page',
  unsubscribeUrl: 'https://goen.example/c/stop',
  positions: [],
};
const createInput = (kind: MailKind, language: Locale, change: Partial<MailVariables> = {}): MailInput => ({
  kind,
  locale: language,
  to: { familyName: '髙﨑' },
  sender,
  basis: 'address_notified',
  variables: { ...variables, ...change },
});
const renderBuiltIn = (input: MailInput) =>
  renderMail(getBuiltInWording(input.kind, input.locale, input.variables.stage), input);
const positions = [{ title: 'デザインマネージャー', url: 'https://midori.example/jobs/design' }];
const allInputs = locale.options.flatMap((language) =>
  caseMailKind.options.flatMap((kind) =>
    stageKind.options.flatMap((stage) =>
      [[], positions].map((open) => ({
        kind,
        language,
        stage,
        open: open.length,
        input: createInput(kind, language, { stage, positions: open }),
      })),
    ),
  ),
);

describe.each(allInputs)('$kind $language $stage with $open positions', ({ kind, language, input }) => {
  it('names the candidate, the sender and the page in both parts', async () => {
    const { subject, html, text } = await renderBuiltIn(input);
    expect(subject).toContain('株式会社みどり');
    for (const part of [html, text]) {
      for (const words of ['髙﨑', sender.name, sender.postalAddress, variables.pageUrl]) expect(part).toContain(words);
      expect(part).toContain(sender.contact);
      expect(part).not.toMatch(/undefined|null|\[object/);
    }
  });

  it('has an unsubscribe link exactly when it is regulated', async () => {
    const { html, text } = await renderBuiltIn(input);
    expect(html.includes(variables.unsubscribeUrl)).toBe(isRegulated(kind));
    expect(text.includes(variables.unsubscribeUrl)).toBe(isRegulated(kind));
    expect(/配信を停止|unsubscribe at any time/.test(text)).toBe(isRegulated(kind));
  });

  it('is small, declares its language and loads nothing', async () => {
    const { html } = await renderBuiltIn(input);
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    expect(new Set(html.match(/ lang="\w+"/g))).toEqual(new Set([` lang="${language}"`]));
    expect(html).not.toMatch(/<img|<script|<link|url\(|@import/i);
    expect(html.match(/<title>/g)).toHaveLength(1);
  });

  it('mentions no number of months', async () => {
    const { text } = await renderBuiltIn(input);
    expect(text).not.toMatch(
      /[0-9０-９一二三半六十]+\s*(か月|ヶ月|カ月|年前|ヵ月)|半年|\b(six|twelve|6|12)\s+months|\ba year\b/i,
    );
  });
});

describe('the plain result', () => {
  it.each(locale.options)('advertises nothing (%s)', async (language) => {
    const { text, html } = await renderBuiltIn(createInput('rejection', language, { positions }));
    expect(text + html).not.toMatch(/リレー|relay|デザインマネージャー/i);
  });

  it.each([
    ['documents', '書類を、大切に拝見'],
    ['interview', '面接にお時間を'],
    ['final', '最終選考までお時間を頂戴'],
    ['other', '選考にお時間を'],
  ] as const)('thanks for the stage that was reached: %s', async (stage, words) => {
    const { subject, text } = await renderBuiltIn(createInput('rejection', 'ja', { stage }));
    expect(subject).toBe('選考結果のご連絡【株式会社みどり】');
    expect(text).toContain(words);
    expect(text).toContain('採用を見送らせていただく');
  });

  it('answers several jobs in one mail', async () => {
    const { text } = await renderBuiltIn(
      createInput('rejection', 'ja', { jobNames: ['デザイナー', 'ディレクター', ' '] }),
    );
    expect(text).toContain('「デザイナー」「ディレクター」');
    expect(text).toContain('いずれも');
  });

  it('works without a name, a job and a sender identity', async () => {
    const input = createInput('rejection', 'ja', { jobNames: [] });
    const blank = { ...sender, name: '', postalAddress: '', contact: '' };
    const { subject, text } = await renderBuiltIn({ ...input, sender: blank, to: {} });
    expect(subject).toBe('選考結果のご連絡');
    expect(text.startsWith('ご応募者様\n\n採用担当です。')).toBe(true);
    expect(text).toContain('弊社の求人に');
    expect(text).not.toMatch(/【|お問い合わせ|「」/);
  });
});

it('the second follow-up lists open positions, or asks how the candidate is', async () => {
  const open = await renderBuiltIn(createInput('second_follow_up', 'ja', { positions }));
  expect(open.subject).toBe('ただいま募集中の求人をお知らせいたします【株式会社みどり】');
  expect(open.html).toContain('href="https://midori.example/jobs/design"');
  const none = await renderBuiltIn(createInput('second_follow_up', 'ja'));
  expect(none.subject).toBe('その後いかがお過ごしでしょうか【株式会社みどり】');
});

it.each(locale.options)(
  'an approval reminder (%s) gives recruiters counts and jobs and has no candidate page',
  async (language) => {
    const input = createInput('approval_reminder', language, { waitingMails: 12, stage: 'other' });
    const { subject, html, text } = await renderBuiltIn({ ...input, to: {}, basis: null });
    expect(subject).toContain('12');
    for (const part of [html, text]) {
      for (const words of ['12', 'デザイナー', sender.name, sender.contact]) expect(part).toContain(words);
      expect(part).not.toMatch(/undefined|null|\[object|goen\.example/);
    }
  },
);

it.each(locale.options)('an address reminder (%s) gives recruiters the number of addresses alone', async (language) => {
  const input = createInput('address_reminder', language, { sharedAddresses: 12, stage: 'other' });
  const { subject, html, text } = await renderBuiltIn({ ...input, to: {}, basis: null });
  expect(subject).toContain('12');
  for (const part of [html, text]) {
    for (const words of ['12', sender.name, sender.contact]) expect(part).toContain(words);
    expect(part).not.toMatch(/undefined|null|\[object|goen\.example|デザイナー/);
  }
});

it.each([
  ['ja', {}, '株式会社みどり 採用担当です。', null],
  ['ja', { signature: '人事部' }, '株式会社みどり 人事部です。', null],
  ['ja', { department: '人事部' }, '株式会社みどり 人事部 採用担当です。', null],
  ['en', { englishDepartment: 'Human Resources' }, 'The recruiting team, Human Resources, 株式会社みどり\n', null],
  ['en', { englishPostalAddress: '1-2-3 Jingumae, Tokyo' }, 'Kind regards,\n', '1-2-3 Jingumae, Tokyo\n'],
  ['en', {}, 'Kind regards,\nThe recruiting team, 株式会社みどり\n', '株式会社みどり\n'],
  [
    'en',
    { englishName: 'Midori Inc.', englishSignature: 'Talent Team' },
    'Kind regards,\nTalent Team, Midori Inc.\n',
    'Midori Inc. (株式会社みどり)\n',
  ],
] as const)('says once who signs (%s, %j)', async (language, names, signed, registered) => {
  const input = createInput('rejection', language);
  const { text } = await renderBuiltIn({ ...input, sender: { ...sender, ...names } });
  expect(text).toContain(signed);
  expect(text).toContain(registered ?? sender.name);
});

it.each(reInvitationMailKinds)('a mail about an opening is signed as the settings say (%s)', async (kind) => {
  const names = { signature: '人事部', englishName: 'Midori Inc.', englishSignature: 'Talent Team' };
  const opening = { position: '設計', whatIsNew: '新しいチームです。', appliedOn: null };
  const read = async (language: Locale) => {
    const input = createInput(kind, language, { opening, positions });
    return (await renderBuiltIn({ ...input, sender: { ...sender, ...names } })).text;
  };
  expect(await read('ja')).toContain('株式会社みどり 人事部です。');
  expect(await read('en')).toContain('Kind regards,\nTalent Team, Midori Inc.\n');
});

it.each([
  ['ja', 'introduction_request', '4月20日までに'],
  ['ja', 'introduction_reminder', '期限は4月20日です'],
  ['en', 'introduction_request', 'by 20 April 2027'],
  ['en', 'introduction_reminder', 'until 20 April 2027'],
] as const)(
  'says until when the candidate can answer, and on which consent it asks (%s %s)',
  async (language, kind, until) => {
    const introduction = { company: '株式会社あおば', position: '設計', positionUrl: null, answerBy: '2027-04-20' };
    const input = createInput(kind, language, { introduction });
    const { text } = await renderBuiltIn({ ...input, basis: 'opt_in' });
    expect(text).toContain(until);
    expect(text).toMatch(/キャリアリレーに同意くださった方|consented to the career relay/);
  },
);

it.each(locale.options)('tells the working conditions before an introduction (%s)', async (language) => {
  const conditions: WorkingConditions = {
    work: '{{pageUrl}} & <b>',
    contract_term: 'fixed',
    contract_details: '1年',
    trial_period: 'なし',
    place: '東京都',
    hours: '9:00–18:00',
    wage: '月給30万円',
    insurance: '各種',
    employer: '株式会社あおば',
    smoking: '屋内禁煙',
    dispatch: true,
    url: 'https://aoba.example/joken',
    as_of: '2027-04-01',
  };
  const introduction = { company: '株式会社あおば', position: '設計', positionUrl: null, conditions };
  const { text, html } = await renderBuiltIn(createInput('introduction_request', language, { introduction }));
  for (const { label, text: value } of describeConditions(conditions, language)) {
    expect(text).toContain(`${label}${language === 'ja' ? '：' : ': '}${value}`);
  }
  expect(html).toContain(`href="${conditions.url}"`);
  expect(html).toContain('{{pageUrl}} &amp; &lt;b&gt;');
});

it('explains the basis of the mail', async () => {
  const { text } = await renderBuiltIn({ ...createInput('first_follow_up', 'ja'), basis: 'opt_in' });
  expect(text).toContain('同意くださった方');
});

it('escapes every variable and links only to the web', async () => {
  const malicious = '<b onclick="x">&</b>';
  const input = createInput('second_follow_up', 'ja', {
    jobNames: [malicious],
    positions: [{ title: malicious, url: 'javascript:alert(1)' }],
  });
  const bad = { ...sender, name: malicious, postalAddress: malicious, contact: malicious };
  const { html, text } = await renderBuiltIn({ ...input, to: { familyName: malicious }, sender: bad });
  expect(html).not.toContain('<b ');
  expect(html).toContain('&lt;b onclick=&quot;x&quot;&gt;&amp;&lt;/b&gt;様');
  expect(html + text).not.toContain('javascript:');
});

it('shares the layout but no personal values', async () => {
  const mails = await Promise.all(
    ['佐藤', '鈴木', '髙橋'].map(async (familyName, nth) => {
      const input = createInput('relay_reminder', 'ja', { pageUrl: `https://goen.example/c/${nth}` });
      const { html, text } = await renderBuiltIn({ ...input, to: { familyName } });
      return [html, text].map((part) => [part.match(/佐藤|鈴木|髙橋/g), part.match(/\/c\/\d/g)].flat());
    }),
  );
  expect(mails.map((parts) => parts.map((matches) => [...new Set(matches)]))).toEqual(
    ['佐藤', '鈴木', '髙橋'].map((name, nth) => [
      [name, `/c/${nth}`],
      [name, `/c/${nth}`],
    ]),
  );
});

it.each([
  ['ja', { familyName: '佐藤', fullName: '佐藤 花子' }, '佐藤様'],
  ['ja', { familyName: null, fullName: '佐藤花子' }, '佐藤花子様'],
  ['ja', { familyName: ' ', fullName: '' }, null],
  ['ja', { familyName: '佐藤\r\nBcc: a' }, '佐藤 Bcc: a様'],
  ['en', { familyName: 'Sato', fullName: 'Hanako Sato' }, 'Hanako Sato'],
  ['en', { familyName: 'Sato' }, 'Sato'],
  ['en', {}, null],
] as const)('addresses (%s) %o as %s', (language, to, called) => {
  expect(formatAddressee({ to, locale: language })).toBe(called);
});

it.each([
  ['ja', 'ご応募者様\n\n'],
  ['en', 'Dear applicant,\n\n'],
] as const)('addresses (%s) candidates without a name', async (language, opening) => {
  const { text } = await renderBuiltIn({ ...createInput('first_follow_up', language), to: {} });
  expect(text.startsWith(opening)).toBe(true);
});

/** Names and free texts that end with a full stop, as in "Hinode Inc.". */
const endWithStop = (input: MailInput): MailInput => {
  const { introduction, opening } = input.variables;
  const [job, company] = ['Engineer (Web) etc.', 'Hinode Inc.'];
  const names = { name: company, englishName: company, signature: 'Personnel Dept.', contact: 'Personnel Dept.' };
  const variables: MailVariables = {
    ...input.variables,
    jobNames: [job],
    ...(introduction && { introduction: { ...introduction, company, position: job } }),
    ...(opening && { opening: { ...opening, position: job } }),
  };
  return { ...input, sender: { ...input.sender, replyTo: undefined, ...names }, variables };
};

it.each(locale.options.flatMap((language) => mailKinds.map((kind) => [kind, language] as const)))(
  '%s (%s) ends its sentences once, whatever its names end with',
  async (kind, language) => {
    for (const stage of stageKind.options) {
      const input = endWithStop(createSampleInput({ kind, locale: language, stage }));
      const { subject, html, text } = await renderMail(getBuiltInWording(kind, language, stage), input);
      for (const part of [subject, html, text]) expect(part).not.toMatch(/\.\.|。。|\p{Noncharacter_Code_Point}/u);
      expect(text).toContain('Hinode Inc.');
    }
  },
);

it('leaves out a full stop behind emphasis and a link, too, and keeps an ellipsis', async () => {
  const read = readWording('rejection', {
    subject: '{{company}}. {{jobs}}.',
    body: '{{addressee}}: **{{company}}**. *{{jobs}}*. {{jobs}}... {{company}}, {{signature}}.',
  });
  if (!('wording' in read)) throw new Error(JSON.stringify(read.errors));
  const input = endWithStop(createSampleInput({ kind: 'rejection', locale: 'en', stage: 'other' }));
  const { subject, html, text } = await renderMail({ ...read.wording, version: 'of the stops' }, input);
  const job = 'Engineer (Web) etc.';
  expect(subject).toBe(`Hinode Inc. ${job}`);
  expect(text).toContain(`Hinode Inc. ${job} ${job}... Hinode Inc., `);
  expect(html).toContain(`<strong>Hinode Inc.</strong> <em>${job}</em> ${job}... Hinode Inc., `);
});
