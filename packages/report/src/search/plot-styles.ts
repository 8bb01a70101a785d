import { dark, light } from '../styles.ts';

/** Colours of a plot outside a report's page. */
export const plotThemes: string = `.search-plot.alone{${light}}
@media screen and (prefers-color-scheme:dark){.search-plot.alone{${dark}}}
`;

const shades = Array.from(
  { length: 7 },
  (_, i) => `.search-plot .q${i}{fill:var(--shade${i})}.search-plot .c${i}{stroke:var(--shade${i})}`,
).join('\n');

/** The look of plots; every rule is theirs alone, since a plot may be put into any page. */
export const plotStyles: string = `.search-plot{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-size:12px;font-variant-numeric:tabular-nums;background:var(--card);max-width:100%;height:auto}
.search-plot text{fill:var(--ink);font-size:1em}
.search-plot .tick,.search-plot .axis{fill:var(--muted);font-size:.94em}
.search-plot .strong{font-weight:650}
.search-plot .halo{paint-order:stroke;stroke:var(--card);stroke-width:4px;stroke-linejoin:round}
.search-plot .grid{stroke:var(--rule)}
.search-plot .frame{stroke:var(--strong-rule)}
.search-plot path{fill:none}
.search-plot .points{stroke:var(--price);stroke-width:3.4;stroke-linecap:round;opacity:.55}
.search-plot .points.many{stroke-width:2.4;opacity:.5}
.search-plot .points.top{stroke:var(--run0);stroke-width:4.2;opacity:.9}
.search-plot .points.under{stroke:var(--card);stroke-width:3;opacity:.7}
.search-plot .points.over{stroke:var(--ink);stroke-width:2;opacity:.75}
.search-plot .crosses{stroke:var(--loss);stroke-width:1.1;opacity:.75}
.search-plot .beyond{fill:var(--price);opacity:.8}
.search-plot .ticks{stroke:var(--price);stroke-width:1}
.search-plot .ticks.bad{stroke:var(--loss)}
.search-plot .line{stroke:var(--run0);stroke-width:1.6;stroke-linejoin:round}
.search-plot .median{stroke:var(--ink);stroke-width:1.6}
.search-plot .best{fill:var(--run1);stroke:var(--card);stroke-width:1.3}
.search-plot .bar{fill:var(--run0)}
.search-plot .empty{fill:var(--bg)}
.search-plot .course{stroke-linejoin:round}
.search-plot .course.weak{stroke-width:1;opacity:.4}
.search-plot .course.strong{stroke-width:1.5;opacity:.95}
.search-plot .course.first{stroke:var(--run1);stroke-width:2.2}
${shades}
`;
