import type { Markup } from './markup.ts'

/** How a report looks: on a screen in light or dark, on A4 in black on white. */
export const reportStyle: Markup = {
  markup: `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f3f6f7, #10171b);
  --surface: light-dark(#fff, #182127);
  --line: light-dark(#d9e1e5, #2c3a43);
  --text: light-dark(#15212a, #e7eef2);
  --soft: light-dark(#4d5d69, #a5b5bf);
  --accent: light-dark(#0a6473, #62c6d4);
  --good: light-dark(#17653d, #7fd3a2);
  --good-soft: light-dark(#e1f3e8, #16342a);
  --bad: light-dark(#ab1f1a, #ffa39b);
  --bad-soft: light-dark(#fdeae8, #42211f);
  --sunken: light-dark(#eaf0f2, #131b20);
}
* { box-sizing: border-box; }
body {
  margin: 0;
  padding: 32px 20px;
  background: var(--ground);
  color: var(--text);
  font: 14px/1.55 system-ui, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC',
    'WenQuanYi Micro Hei', sans-serif;
}
main { max-width: 820px; margin: 0 auto; }
h1, h2, p, ul, dl, dd { margin: 0; }
h1 { font-size: 24px; line-height: 1.3; overflow-wrap: anywhere; }
h2 { font-size: 16px; line-height: 1.4; overflow-wrap: anywhere; }
section, .opening {
  margin-bottom: 16px;
  padding: 20px 24px;
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: 10px;
}
section > * + *, .opening > * + * { margin-top: 10px; }
.opening > h1 { margin-top: 2px; }
.eyebrow { color: var(--accent); font-weight: 650; }
.soft { color: var(--soft); }
.good { color: var(--good); }
.bad { color: var(--bad); }
.verdict { padding: 10px 14px; border-radius: 6px; font-weight: 600; }
.verdict.good { background: var(--good-soft); }
.verdict.bad, p.bad { padding: 10px 14px; border-radius: 6px; background: var(--bad-soft); }
.file > header { display: grid; grid-template-columns: 1fr auto; gap: 2px 16px; align-items: start; }
.file > header > p { grid-column: 1 / -1; }
.mark { padding: 2px 10px; border-radius: 99px; font-weight: 600; white-space: nowrap; }
.mark.unchanged { background: var(--good-soft); color: var(--good); }
.mark.changed, .mark.missing, .mark.unreachable { background: var(--bad-soft); color: var(--bad); }
.note { padding: 10px 14px; border-left: 3px solid var(--accent); background: var(--sunken);
  white-space: pre-line; overflow-wrap: anywhere; }
.tag { display: inline-block; margin: 1px 2px 1px 0; padding: 0 8px; border-radius: 6px;
  background: var(--sunken); overflow-wrap: anywhere; }
a { color: var(--accent); }
dl > div {
  display: grid;
  grid-template-columns: 190px 1fr;
  gap: 16px;
  padding: 5px 0;
  border-top: 1px solid var(--line);
}
dt { color: var(--soft); overflow-wrap: anywhere; }
dd { min-width: 0; overflow-wrap: anywhere; }
code { font: 12.5px/1.5 ui-monospace, 'Cascadia Mono', 'SF Mono', Menlo, Consolas,
  'DejaVu Sans Mono', monospace; overflow-wrap: anywhere; }
.path { overflow-wrap: anywhere; }
ul { padding-left: 20px; }
li + li { margin-top: 6px; }
@media (max-width: 560px) {
  dl > div { grid-template-columns: 1fr; gap: 0; }
}
@page { size: A4; margin: 14mm 15mm; }
@media print {
  :root { color-scheme: light; --line: #b9c3c9; }
  body { padding: 0; background: none; font-size: 9.5pt; line-height: 1.4; }
  main { max-width: none; }
  section, .opening { margin-bottom: 5mm; padding: 0 0 4mm; background: none; border: 0;
    border-bottom: 1px solid var(--line); border-radius: 0; }
  section:last-child { border-bottom: 0; }
  section, dl > div, li { break-inside: avoid; }
  dl > div { padding: 1px 0; }
  section > * + *, .opening > * + * { margin-top: 2mm; }
  h2, header { break-after: avoid; }
  .verdict, .mark, p.bad { border: 1px solid currentcolor; }
  code { font-size: 8.5pt; }
  p.bad, .verdict, .note { padding: 1.5mm 3mm; }
  .open { display: none; }
}
`
}
