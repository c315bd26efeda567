export { type IntroductionInput, introductionType, nudgeSignal } from '@goen/contracts/workflow';

export type IntroductionRef = { readonly introductionId: string; readonly asOfMs: number };
