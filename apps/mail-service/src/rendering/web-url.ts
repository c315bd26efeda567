/** The URL in canonical ASCII form, safe in a header and as a link; null for anything but http and https. */
export function webUrl(text: string): string | null {
  const url = URL.parse(text);
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : null;
}
