/** System fonts, calm colours with AA contrast, a dark theme, and large touch targets. */
export const styles = `
:root{color-scheme:light dark;--bg:#f7f5f0;--card:#fff;--ink:#23211c;--soft:#5d584d;--line:#ddd7ca;--accent:#1f5d4c;
--on:#fff;--quiet:#efebe2;--danger:#9c2f22;--note:#e5f0ea;--edge:#b5ab97}
@media (prefers-color-scheme:dark){:root{--bg:#191813;--card:#24221c;--ink:#f1ede3;--soft:#bdb6a6;--line:#403c32;
--accent:#8fd0ba;--on:#10251e;--quiet:#322f27;--danger:#f0998c;--note:#22362e;--edge:#6b6557}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.8 "Hiragino Sans","Noto Sans CJK JP","Noto Sans JP",
"Yu Gothic Medium",Meiryo,system-ui,sans-serif;overflow-wrap:anywhere;line-break:strict;text-wrap:pretty}
main,header{max-width:42rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2rem;padding-bottom:.5rem;display:flex;justify-content:space-between;align-items:last baseline;gap:1rem}
header p{margin:0}header a{flex:none;padding:.6rem 0}
h1,h2,button,.state,.note{word-break:auto-phrase}
h1{font-size:1.6rem;line-height:1.4;margin:0;font-weight:600;letter-spacing:.02em}
h2{font-size:1.15rem;line-height:1.5;margin:0 0 .5rem;font-weight:600}
p{margin:.6rem 0}strong{font-weight:600}.soft{color:var(--soft);font-size:.92rem;line-height:1.8}
section{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:1.3rem 1.25rem;margin:1.25rem 0}
section>:first-child{margin-top:0}section>:last-child,dd:last-child{margin-bottom:0}
a{color:var(--accent)}
.state{background:var(--quiet);border-radius:8px;padding:.45rem .8rem;margin:.75rem 0}
.note{background:var(--note);border-radius:10px;padding:.7rem 1rem;margin:1.25rem 0;font-weight:600}
form{margin:.7rem 0 0}.choices,.row{display:flex;flex-wrap:wrap;gap:.7rem;margin-top:.9rem}.choices form,.row form{margin:0}
@media (max-width:30rem){.choices form,.choices button,.row form{flex:1 1 100%;width:100%}.row{flex-wrap:nowrap}
.row form{flex:1 1 0}.row button{width:100%;padding-left:.3rem;padding-right:.3rem}}
button{font:inherit;min-height:46px;padding:.45rem 1.15rem;border-radius:10px;border:1px solid var(--edge);background:var(--quiet);
color:var(--ink);cursor:pointer}
button.main{background:var(--accent);border-color:var(--accent);color:var(--on);font-weight:600}
button.danger{color:var(--danger);border-color:var(--danger);background:transparent}
button.sure{background:var(--danger);color:var(--card);font-weight:600}
button:focus-visible,a:focus-visible,textarea:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
textarea{width:100%;font:inherit;line-height:1.7;padding:.6rem .8rem;border-radius:10px;border:1px solid var(--edge);background:var(--bg);color:var(--ink)}
fieldset{border:0;padding:0;margin:1rem 0}legend{padding:0;font-weight:600}label{display:flex;gap:.6rem;align-items:baseline;padding:.45rem 0}
label input{flex:none;width:1.15rem;height:1.15rem;accent-color:var(--accent)}
.scale{display:flex;flex-wrap:wrap;gap:0 .9rem}label.words{display:block}textarea{display:block;width:100%;font:inherit;padding:.6rem .8rem;
margin-top:.4rem;border:1px solid var(--edge);border-radius:10px;background:var(--bg);color:var(--ink)}
textarea:focus-visible,input:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.field label{display:block}.field input,.field select{font:inherit;width:100%;min-height:46px;padding:.4rem .7rem;border-radius:10px;
border:1px solid var(--edge);background:var(--card);color:var(--ink)}.field>*{display:block}.field label .soft{display:inline}
.fault{color:var(--danger)}input:focus-visible,select:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
ul{margin:.6rem 0;padding-left:1.3rem}main{padding-bottom:2rem}dl{margin:.5rem 0 0}dt{color:var(--soft);font-size:.88rem}dd{margin:0 0 .6rem}
`;
