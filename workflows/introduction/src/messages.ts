export { type IntroductionInput, introductionType, nudgeSignal } from '@goen/contracts';

export type IntroductionRef = { readonly introductionId: string; readonly asOfMs: number };
