/** Beside the common styles of the sandboxes. */
export const styles = `
h2 { font-size: 1.1rem; margin: 1.75rem 0 .25rem; }
h3 { font-size: .95rem; margin: 1rem 0 .25rem; }
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
`;
