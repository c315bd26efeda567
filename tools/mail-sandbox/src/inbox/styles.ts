/** Beside the common styles of the sandboxes. */
export const styles = `
header { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; justify-content: space-between; }
.note, time, .from { color: var(--soft); font-size: .85rem; }
form { display: flex; gap: .5rem; flex: 1 1 16rem; max-width: 26rem; }
input, button { font: inherit; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .5rem;
  background: var(--card); color: inherit; min-height: 2.75rem; }
input { flex: 1; min-width: 0; }
button { cursor: pointer; }
.list { list-style: none; margin: 1rem 0; padding: 0; border: 1px solid var(--line); border-radius: .75rem;
  overflow: hidden; background: var(--card); }
.list li + li { border-top: 1px solid var(--line); }
.list a { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .1rem 1rem; padding: .75rem 1rem;
  color: inherit; text-decoration: none; }
.list a:hover, .list a:focus-visible { background: light-dark(#f2f0ea, #2b2b28); }
.list .subject { font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.list .to { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.list time { grid-row: 1; grid-column: 2; }
.list .from { grid-column: 1 / -1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.list .state { color: var(--soft); font-size: .85rem; grid-column: 2; }
.badge { border: 1px solid var(--line); border-radius: 1rem; padding: .05rem .55rem; font-size: .8rem; }
.row { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between;
  padding: .75rem 1rem; }
.row form { flex: 0 0 auto; max-width: none; }
.delivery { margin: .75rem 0; padding: .5rem 1rem; border: 1px solid var(--line); border-radius: .75rem;
  background: var(--card); }
.delivery p { margin: .25rem 0; }
.buttons { flex-wrap: wrap; max-width: none; }
.events { list-style: none; margin: .5rem 0; padding: 0; }
select { font: inherit; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .5rem;
  background: var(--card); color: inherit; min-height: 2.75rem; }
.empty { text-align: center; padding: 3rem 1rem; color: var(--soft); }
nav { display: flex; gap: .5rem; justify-content: space-between; align-items: center; flex-wrap: wrap; }
.tabs { justify-content: flex-start; margin: 1rem 0 0; }
nav a { padding: .5rem .9rem; border: 1px solid var(--line); border-radius: .5rem; text-decoration: none;
  background: var(--card); }
nav a[aria-current] { background: var(--accent); color: var(--card); border-color: var(--accent); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .15rem .75rem; margin: .5rem 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.mail { margin-top: .75rem; border: 1px solid var(--line); border-radius: .75rem; overflow: hidden; background: #fff; }
iframe { display: block; width: 100%; height: 75vh; border: 0; background: #fff; }
pre { margin: 0; padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; background: var(--card); }
.plain { background: var(--card); padding: .25rem 1rem; }
@media (max-width: 32rem) { .wrap { padding: .75rem; } .list a { grid-template-columns: minmax(0, 1fr); }
  .list time { grid-row: auto; grid-column: 1; order: 1; } .list .state { grid-column: 1; } .list .subject { white-space: normal; }
  dl { grid-template-columns: 1fr; } dt { font-size: .8rem; margin-top: .3rem; } }
`;
