import { createSeededRandom, drawInteger, type Random } from '@goen/sandbox-kit';

/** Values that occur nowhere else, by the field that they stand for. */
export type Canaries = ReturnType<typeof createCanaries>;

/** Kanji that neither texts nor other people's names have. */
const rareKanji = '鸛鷽鸚鵺鶺鴒鯱鰆鱚鰰鯲魴黐黴鼯鼬齲龠龕驪驫髑髏鬢鬮魑魅魍魎鴟鴉鵤鶉鶸鷸';
const kana = 'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ';

/** A person whose every field is unique, and the member who works on their case. */
export function createCanaries(seed: number) {
  const random = createSeededRandom(seed);
  const word = (prefix: string) => `${prefix}zq${drawLetters(random, 'bcdfghjkmnpqrstvwxz', 9)}`;
  const sentence = (prefix: string) => `${drawLetters(random, rareKanji, 4)}、${word(prefix)}でした。`;
  return {
    familyName: drawLetters(random, rareKanji, 4),
    givenName: drawLetters(random, rareKanji, 4),
    familyNameKana: drawLetters(random, kana, 9),
    givenNameKana: drawLetters(random, kana, 9),
    email: `${word('personal')}@${word('d')}.example.com`,
    otherEmail: `${word('other')}@${word('d')}.example.com`,
    registeredEmail: `${word('registered')}@${word('d')}.example.com`,
    registeredFamilyName: drawLetters(random, rareKanji, 4),
    registeredGivenName: drawLetters(random, rareKanji, 4),
    phone: `070${drawInteger(random, 10_000_000, 99_999_999)}`,
    postalAddress: `東京都千代田区${drawLetters(random, rareKanji, 4)}1-2-3`,
    applicationId: word('application'),
    candidateId: word('candidate'),
    hookCandidateId: String(drawInteger(random, 700_000_000_000, 799_999_999_999)),
    hookApplicationId: String(drawInteger(random, 600_000_000_000, 699_999_999_999)),
    importedApplicationId: word('imported'),
    remoteUrl: `https://ats.example.com/${word('url')}`,
    rejectionReason: sentence('reason'),
    applicationSource: word('source'),
    stageName: word('stage'),
    jobName: word('job'),
    skill: word('skill'),
    customField: sentence('custom'),
    remoteData: sentence('remote'),
    note: sentence('note'),
    personalNote: sentence('personalnote'),
    complaint: sentence('complaint'),
    correction: sentence('correction'),
    correctionAnswer: sentence('corrected'),
    comment: sentence('comment'),
    feedback: sentence('feedback'),
    refusedCell: word('refused'),
    memberEmail: `${word('member')}@hinode.example.jp`,
    memberName: drawLetters(random, rareKanji, 5),
  };
}

/** Those of the member, whom an erasure of the candidate does not concern. */
export const memberFields: readonly string[] = ['memberEmail', 'memberName'];

function drawLetters(random: Random, alphabet: string, length: number): string {
  const letters = Array.from(alphabet);
  return Array.from({ length }, () => letters[drawInteger(random, 0, letters.length - 1)]).join('');
}
