export type IntroductionRef = { readonly introductionId: string; readonly asOfMs: number };
