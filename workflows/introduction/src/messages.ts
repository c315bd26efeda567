export { type IntroductionInput, introductionType } from '@goen/contracts/public';
export { nudgeSignal } from '@goen/contracts/workflow';

export type IntroductionRef = { readonly introductionId: string; readonly asOfMs: number };
