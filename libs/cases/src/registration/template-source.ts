/** The source of people who registered themselves, and of rejections that a member confirmed by hand. */
export const templateSource = { ats: 'template' } as const;
export const templateSourceKey = `ats:${templateSource.ats}`;
