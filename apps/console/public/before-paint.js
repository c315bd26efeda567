// Runs before the page is painted, so that it neither flashes in the wrong colours nor speaks the wrong language.
(() => {
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const root = document.documentElement;
  const scheme = read('goen-color-scheme') ?? 'auto';
  const isDark = scheme === 'dark' || (scheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light');
  const language = read('goen-language') ?? (navigator.language.toLowerCase().startsWith('en') ? 'en' : 'ja');
  root.lang = language === 'en' ? 'en' : 'ja';
  // Libraries only ever set text through it: anything that looks like markup becomes nothing.
  window.trustedTypes?.createPolicy('default', { createHTML: (text) => (text.includes('<') ? '' : text) });
})();
