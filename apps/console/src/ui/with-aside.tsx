import { useFormats } from '../i18n/dates.ts';

/** A text with an aside in brackets, which goes to the next line as a whole. */
export function WithAside({ text, aside }: { text: string; aside: string }) {
  const { formatAside } = useFormats();
  const [, space = '', bracketed = ''] = /^(\s*)(.*)$/s.exec(formatAside(aside)) ?? [];
  return (
    <>
      {text + space}
      <span style={{ display: 'inline-block' }}>{bracketed}</span>
    </>
  );
}
