import type { CSSProperties } from 'react';

const font =
  "'Hiragino Sans', 'Hiragino Kaku Gothic ProN', 'Noto Sans JP', 'Noto Sans CJK JP', 'Yu Gothic', Meiryo, Arial, sans-serif";

/** Inline, as mail clients drop style sheets; the colours stay readable when a client inverts them. */
export const styles = {
  body: { margin: 0, padding: 0, fontFamily: font },
  /** Long addresses and job names must break, or they make the page wider than a phone. */
  page: {
    backgroundColor: '#f6f5f1',
    color: '#2b2a27',
    fontFamily: font,
    overflowWrap: 'anywhere',
    wordBreak: 'break-word',
  },
  preview: { display: 'none', overflow: 'hidden', lineHeight: '1px', maxHeight: 0, maxWidth: 0, opacity: 0 },
  container: { maxWidth: '600px', margin: '0 auto', padding: '24px 12px' },
  card: { backgroundColor: '#ffffff', borderRadius: '10px', padding: '32px 28px' },
  paragraph: { margin: '0 0 20px', fontSize: '16px', lineHeight: '1.9' },
  heading: {
    margin: '28px 0 16px',
    paddingTop: '28px',
    borderTop: '1px solid #e2dfd7',
    fontSize: '17px',
    lineHeight: '1.6',
    fontWeight: 600,
  },
  smallHeading: { margin: '0 0 16px', fontSize: '17px', lineHeight: '1.6', fontWeight: 600 },
  bullet: {
    width: '20px',
    whiteSpace: 'nowrap',
    verticalAlign: 'top',
    fontSize: '16px',
    lineHeight: '1.9',
    color: '#5d7d6e',
  },
  item: { paddingBottom: '8px', fontSize: '16px', lineHeight: '1.9' },
  list: { margin: '0 0 20px' },
  button: {
    display: 'inline-block',
    padding: '14px 26px',
    borderRadius: '8px',
    backgroundColor: '#1f5f4a',
    color: '#ffffff',
    fontSize: '16px',
    fontWeight: 600,
    textDecoration: 'none',
  },
  buttonRow: { margin: '4px 0 24px' },
  link: { color: '#1f5f4a', textDecoration: 'underline' },
  footer: { padding: '20px 28px 0' },
  footerLine: { margin: '0 0 4px', fontSize: '13px', lineHeight: '1.7', color: '#6b6861', overflowWrap: 'anywhere' },
  footerNote: { margin: '12px 0 0', fontSize: '13px', lineHeight: '1.7', color: '#6b6861' },
} as const satisfies Record<string, CSSProperties>;

/** For clients that support style sheets; `!important` overrides the inline styles. */
export const darkMode = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  body, .page { background-color: #1a1a18 !important; color: #eceae4 !important; }
  .card { background-color: #242422 !important; color: #eceae4 !important; }
  .rule { border-top-color: #454540 !important; }
  .link { color: #86cdb3 !important; }
  .button { background-color: #2f7d63 !important; color: #ffffff !important; }
  .soft { color: #aaa79e !important; }
}
@media (max-width: 480px) {
  .card > tbody > tr > td { padding: 24px 18px !important; }
  .foot > tbody > tr > td { padding: 18px 18px 0 !important; }
}`;
