const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const entity = /&(?:(amp|lt|gt|quot|apos|nbsp)|#(\d{1,7})|#x([\da-f]{1,6}));/gi;

/**
 * Decodes the HTML entities of XML, `&nbsp;` and numeric ones, also when they were escaped several times. Time grows with
 * the square of the length: for short texts only.
 */
export function decodeEntities(text: string): string {
  const decoded = text.replaceAll(entity, (whole, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return named[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code).toWellFormed() : whole;
  });
  return decoded === text ? text : decodeEntities(decoded);
}
