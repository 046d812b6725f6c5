/** The one style sheet of a report: no font, no picture and no address of elsewhere. */
export const style = `
:root{color-scheme:light dark;--app:#f4f5f6;--surface:#fff;--line:#e4e6e9;--text:#15181d;--text2:#434a53;--text3:#5c636a;--link:#2f4bc0;--up:#005f96;--down:#a34a00;--warn:#fff4e5;--warn-edge:#f0c48a;--best:#edf1ff;--low:#3b4d70;--mid:#8a8779;--high:#e2c942;--edge:rgb(21 24 29/26%);--track:#e3e6ea;--hook:#e8edf6}
@media (prefers-color-scheme:dark){:root{--app:#111316;--surface:#191b1f;--line:#2a2d33;--text:#ecedef;--text2:#bec2c9;--text3:#a0a5ad;--link:#a3b5ff;--up:#6cbdeb;--down:#f0a15e;--warn:#2b2215;--warn-edge:#6b4e22;--best:#1e2640;--low:#6f8ac2;--mid:#a5a293;--high:#ebd450;--edge:rgb(255 255 255/14%);--track:#2c3037;--hook:#232a3b}}
*{box-sizing:border-box}
body{margin:0;background:var(--app);color:var(--text);font:14px/21px -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Noto Sans",Ubuntu,Cantarell,"Liberation Sans",system-ui,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
main{max-width:960px;margin:0 auto;padding:32px 24px 64px}
h1{margin:0 0 8px;font-size:28px;line-height:36px;letter-spacing:-.02em}
h2{margin:0 0 4px;font-size:20px;line-height:28px;letter-spacing:-.015em}
h3{margin:20px 0 6px;font-size:14px;line-height:20px}
p{margin:0 0 8px}
a{color:var(--link)}
section,article{margin:0 0 24px;padding:24px;border:1px solid var(--line);border-radius:8px;background:var(--surface)}
header{margin:0 0 24px}
.by,.meta,.where{color:var(--text3);font-size:13px;line-height:19px}
.counts{display:flex;flex-wrap:wrap;gap:8px 32px;margin:16px 0;padding:0;list-style:none}
.counts b{display:block;font-size:24px;line-height:30px;font-weight:600}
.note{margin:12px 0;padding:10px 14px;border:1px solid var(--line);border-radius:6px;color:var(--text2)}
.warn{background:var(--warn);border-color:var(--warn-edge)}
table{width:100%;border-collapse:collapse;font-size:13px;line-height:19px}
caption{padding:0 0 6px;color:var(--text3);text-align:left}
th,td{padding:6px 12px 6px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{color:var(--text3);font-weight:500}
tbody th{color:var(--text);font-weight:400}
.name{min-width:200px}
.at,thead th{white-space:nowrap}
.n{text-align:right;white-space:nowrap}
.up{color:var(--up)}
.down{color:var(--down)}
.best{background:var(--best)}
.missing{color:var(--text3)}
.head{display:flex;gap:24px;align-items:flex-start;margin:16px 0}
.head img{flex:none;max-width:240px;max-height:240px;border-radius:6px}
.small img{max-width:120px;max-height:120px}
.grow{flex:1;min-width:0}
.score{font-size:36px;line-height:40px;font-weight:600;letter-spacing:-.02em}
.word{margin-left:8px;font-size:15px;font-weight:600}
.subs{width:auto}
.subs th,.subs td{padding-top:3px;padding-bottom:3px;border:0}
.strip{display:block;width:100%;height:auto;border-radius:4px}
.bar{display:inline-block;vertical-align:middle}
.bar .track{fill:var(--track)}
.bar .fill{stroke:var(--edge)}
.bar .whisker{stroke:var(--text);stroke-width:1.5;fill:none}
.time{display:block;width:100%;height:auto;margin-top:2px}
.time .hook{fill:var(--hook)}
.time .axis{stroke:var(--line)}
.time .cut{stroke:var(--text2);stroke-width:1.5}
.time .gain{fill:var(--up)}
.time .loss{fill:var(--down)}
.time text{fill:var(--text3);font-size:10px}
.time .middle{text-anchor:middle}
.time .end{text-anchor:end}
.tag{display:inline-block;margin:0 6px 4px 0;padding:0 8px;border:1px solid var(--line);border-radius:4px;font-size:12px}
blockquote{margin:0 0 8px;padding:0 0 0 12px;border-left:3px solid var(--line);white-space:pre-wrap}
.grades{display:grid;grid-template-columns:auto 1fr;gap:4px 12px;margin:0}
.grades dt{font-weight:600}
.grades dd{margin:0}
@page{margin:14mm 14mm 16mm}
@media print{
:root{color-scheme:light;--app:#fff;--surface:#fff;--line:#d0d4d9;--text:#15181d;--text2:#434a53;--text3:#5c636a;--link:#15181d;--up:#005f96;--down:#a34a00;--warn:#fff4e5;--warn-edge:#f0c48a;--best:#edf1ff;--low:#3b4d70;--mid:#8a8779;--high:#e2c942;--edge:rgb(21 24 29/26%);--track:#e3e6ea;--hook:#e8edf6}
body{font-size:10.5pt;line-height:15pt}
main{max-width:none;padding:0}
section,article{margin:0 0 6mm;padding:0;border:0;border-radius:0}
article.full,.new-page{break-before:page}
article.short,tr,.head,.film,.note,.counts{break-inside:avoid}
table{font-size:8.5pt;line-height:11.5pt}
th,td{padding:2.5pt 8pt 2.5pt 0}
.meta,.where{font-size:8.5pt;line-height:11.5pt}
h3{margin:10pt 0 4pt}
.name{min-width:150px}
h2,h3,caption{break-after:avoid}
thead{display:table-header-group}
a{text-decoration:none}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
@media (max-width:640px){main{padding:16px 8px}section,article{padding:16px}.head{flex-direction:column}}
`;
