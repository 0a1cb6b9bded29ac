"""How an HTML page looks, on the screen and on paper."""

STYLE = """
:root { color-scheme: light; --ink: #1c2430; --soft: #667085; --line: #d9dee7; --tint: #f4f6fa;
  --accent: #1f5fa8; }
* { box-sizing: border-box; }
html { background: #eef1f6; }
body { margin: 0; color: var(--ink); font: 17px/1.75 "Noto Serif", "Source Serif 4", Georgia,
  "Times New Roman", "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", SimSun, serif; }
main, body > footer { max-width: 46rem; margin: 0 auto; padding: 0 3.5rem; background: #fff; }
main { padding-top: 3.5rem; padding-bottom: 1.5rem; margin-top: 2rem;
  border-radius: 6px 6px 0 0; }
body > footer { padding-top: .75rem; padding-bottom: 2rem; margin-bottom: 2rem; color: var(--soft);
  font-size: .82rem; border-radius: 0 0 6px 6px; }
body > footer p { margin: 0; border-top: 1px solid var(--line); padding-top: .75rem; }
h1, h2, h3, h4, th { font-family: "Noto Sans", "Segoe UI", "Helvetica Neue", Arial,
  "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", SimHei, sans-serif;
  line-height: 1.35; break-after: avoid; }
h1 { font-size: 1.75rem; margin: 0 0 1.5rem; padding-bottom: .75rem;
  border-bottom: 2px solid var(--accent); }
h2 { font-size: 1.25rem; margin: 2rem 0 .75rem; color: var(--accent); }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
h4 { font-size: .9rem; margin: 0 0 .25rem; color: var(--accent); }
p { margin: .6rem 0; }
ul, ol { margin: .6rem 0; padding-left: 1.9rem; }
li { margin: .35rem 0; padding-left: .2rem; }
li > p:first-child { margin-top: 0; }
ol > li::marker { font-variant-numeric: tabular-nums; }
ol.together > li { margin: 1.1rem 0; break-inside: avoid; }
ol.together > li::marker { font-weight: 600; color: var(--accent); }
ol[type="A"] { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr));
  column-gap: 1.5rem; }
math { font-size: 1.05em; font-family: "Latin Modern Math", "STIX Two Math", "Cambria Math",
  "Libertinus Math", "DejaVu Math TeX Gyre", "Noto Sans Math", math, serif; }
.held { white-space: nowrap; }
:lang(zh) em { font-style: normal; text-emphasis: dot; text-emphasis-position: under right; }
table { border-collapse: collapse; margin: 1rem 0; width: 100%; font-size: .95em;
  break-inside: avoid; }
caption { caption-side: top; color: var(--soft); font-size: .9em; padding-bottom: .4rem;
  text-align: left; }
th, td { padding: .45rem .7rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { background: var(--tint); font-size: .9em; border-bottom: 2px solid var(--line); }
.left { text-align: left; } .center { text-align: center; } .right { text-align: right; }
blockquote { margin: 1rem 0; padding: .1rem 1.2rem; border-left: 3px solid var(--line);
  color: #3f4a5a; }
blockquote footer { color: var(--soft); font-size: .9em; margin-bottom: .6rem; }
blockquote footer::before { content: "—— "; }
aside { margin: .8rem 0; padding: .7rem 1rem; background: var(--tint); border-radius: 6px;
  border-left: 3px solid var(--accent); font-size: .95em; break-inside: avoid; }
aside p { margin: 0; }
pre { margin: 1rem 0; padding: .8rem 1rem; background: var(--tint); border-radius: 6px;
  overflow-x: auto; font: .85em/1.6 "Noto Sans Mono", Consolas, Menlo, "Noto Sans Mono CJK SC",
  monospace; }
figure { margin: 1.2rem 0; text-align: center; break-inside: avoid; }
figure img { max-width: 100%; height: auto; }
figcaption { color: var(--soft); font-size: .9em; margin-top: .4rem; }
.room { display: none; }
hr.page { border: 0; border-top: 1px dashed var(--line); margin: 2.5rem 0; }
@media (max-width: 40rem) { main, body > footer { padding-left: 1.2rem; padding-right: 1.2rem;
  margin-top: 0; border-radius: 0; } }
@media print {
  @page { size: A4; margin: 20mm 18mm; }
  html { background: #fff; }
  body { font-size: 11pt; line-height: 1.6; }
  main, body > footer { max-width: none; padding: 0; margin: 0; }
  hr.page { break-after: page; border: 0; margin: 0; }
  .room { display: block; }
  .room div { height: 9mm; border-bottom: .3pt solid #aab2c0; }
}
"""
