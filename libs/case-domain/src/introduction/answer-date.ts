import { addDays, toTokyoDate } from '../calendar.ts';

/** How long a candidate has to answer the question about an introduction, from the day on which it was mailed. */
const answerWithinDays = 14;

/** The last day in Tokyo, to its end, on which the candidate can answer. */
export const findAnswerDate = (askedAtMs: number): string => addDays(toTokyoDate(askedAtMs), answerWithinDays);
