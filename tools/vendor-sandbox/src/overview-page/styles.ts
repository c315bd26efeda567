import { raw } from 'hono/html';

/** System fonts only, so nothing is downloaded; Japanese fonts first, so that Han characters take their Japanese form. */
export const styles = raw(`
:root { color-scheme: light dark; --line: light-dark(#e3e1dc, #3a3936); --soft: light-dark(#6b6861, #a5a29a);
  --back: light-dark(#faf9f6, #191917); --card: light-dark(#fff, #222220); --ink: light-dark(#26241f, #ecebe6);
  --accent: light-dark(#1f5f4a, #7cc7ac); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); line-height: 1.6;
  font-family: "Hiragino Sans", "Noto Sans CJK JP", "Noto Sans JP", "Yu Gothic", Meiryo, system-ui, sans-serif; }
.wrap { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.25rem; margin: .25rem 0; }
h2 { font-size: 1.1rem; margin: 1.75rem 0 .25rem; }
h3 { font-size: .95rem; margin: 1rem 0 .25rem; }
a { color: var(--accent); }
.note, time { color: var(--soft); font-size: .85rem; }
nav { display: flex; gap: .5rem; flex-wrap: wrap; margin: .75rem 0; }
nav a { padding: .4rem .9rem; min-height: 2.75rem; display: inline-flex; align-items: center; border: 1px solid var(--line);
  border-radius: .5rem; text-decoration: none; background: var(--card); }
.list { list-style: none; margin: .5rem 0; padding: 0; border: 1px solid var(--line); border-radius: .75rem;
  overflow: hidden; background: var(--card); }
.list li { padding: .6rem 1rem; overflow-wrap: anywhere; }
.list li + li { border-top: 1px solid var(--line); }
.list strong { font-weight: 600; }
.list ul { margin: .25rem 0 0; padding-left: 1.2rem; }
.list ul li { padding: 0; border: 0; white-space: pre-wrap; }
.badge { display: inline-block; max-width: 100%; border: 1px solid var(--line); border-radius: 1rem; padding: .05rem .55rem; font-size: .8rem; }
.empty { text-align: center; padding: 1.5rem 1rem; color: var(--soft); border: 1px dashed var(--line); border-radius: .75rem; }
@media (max-width: 32rem) { .wrap { padding: .75rem; } }
`);
