/** Soft hyphens, zero-width blanks, direction marks, fillers; joiners and variation selectors change what is seen. */
const invisible = /(?![\u200C\u200D\p{Variation_Selector}])\p{Default_Ignorable_Code_Point}/gu;

/** The text without characters that nobody sees, direction marks among them. Glyph variants such as 葛󠄀 stay. */
export const removeInvisible = (text: string): string => text.replaceAll(invisible, '');
