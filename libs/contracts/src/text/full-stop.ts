/** Closing tags may stand between a value and the full stop behind it. */
const nextStop = /^((?:<\/[a-z]+>)*)([.。])(?!\2)/;

/** `next`, without the full stop that it begins with if `value` before it ends with one: "Hinode Inc." + ". We …". */
export const dropRepeatedStop = (value: string, next: string): string =>
  next.replace(nextStop, (all, tags: string, stop: string) => (value.endsWith(stop) ? tags : all));

/** A template of prose: no value that ends with a full stop, as "Hinode Inc." does, makes it two. */
export const prose = (texts: TemplateStringsArray, ...values: readonly string[]): string =>
  texts.reduce((written, text, index) => {
    const value = values[index - 1] ?? '';
    return written + value + dropRepeatedStop(value, text);
  });
