import type { Locale } from '@goen/contracts/public';

const ja = {
  heading: 'メールの受け取り方',
  lead: (company: string) =>
    `${company}からお送りするメールの回数と内容をお選びいただけます。選考結果のご連絡には影響しません。`,
  frequency: '回数',
  frequencies: { half_yearly: 'およそ6か月後と12か月後', yearly: 'およそ12か月後のみ（年1回まで）' },
  categories: '受け取りたい求人の職種（お選びにならない場合は、すべての職種）',
  content: '内容',
  onlyOpenings: '募集中の求人のお知らせだけを受け取る（近況のお伺いは受け取らない）',
  save: 'この内容で保存する',
};
type PreferencesTexts = typeof ja;

const en: PreferencesTexts = {
  heading: 'Which emails you get',
  lead: (company) => `Choose how often ${company} writes to you and what about. Results of applications always come.`,
  frequency: 'How often',
  frequencies: { half_yearly: 'After about 6 and 12 months', yearly: 'Once a year at most: after about 12 months' },
  categories: 'Job categories you want to hear about (all of them, if you choose none)',
  content: 'What about',
  onlyOpenings: 'Only openings, no emails that ask how I am',
  save: 'Save',
};

export const getPreferencesTexts = (locale: Locale): PreferencesTexts => (locale === 'ja' ? ja : en);
