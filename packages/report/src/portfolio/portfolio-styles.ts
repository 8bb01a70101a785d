/** What the portfolio page adds to the report's own look. */
export const portfolioStyles: string = `
main a{color:var(--run0)}
.findings{margin:28px 0 0;padding:0;list-style:none;border-top:1px solid var(--rule)}
.findings li{display:grid;grid-template-columns:170px 1fr;gap:4px 24px;padding:11px 0;border-bottom:1px solid var(--rule);align-items:baseline;break-inside:avoid}
.findings strong{font-size:19px;font-weight:650;overflow-wrap:anywhere}
.findings span{max-width:76ch}
.status{display:inline-flex;align-items:baseline;gap:6px;font-weight:650;font-size:14px;white-space:nowrap}
.status .glyph{display:inline-block;width:1.1em;text-align:center}
.status.pass{color:var(--gain)}
.status.fail{color:var(--serious)}
.status.insufficient,.status.undefined{color:var(--caution)}
h2 .status{font-size:15px;margin-left:12px}
.reason{font-size:16px}
.scan{width:100%;font-size:13.5px}
.scan th,.scan td{padding:7px 6px;white-space:nowrap}
.scan th:first-child{padding-left:0}
.scan thead th{white-space:normal;font-size:12.5px}
.scan thead small{font-size:11.5px}
.scan thead button{border:0;background:none;padding:0;color:inherit;font:inherit;text-align:inherit;cursor:pointer}
.scan thead button:hover{color:var(--ink)}
.scan th[aria-sort] button::before{content:"\\2191 ";color:var(--run0)}
.scan th[aria-sort=descending] button::before{content:"\\2193 "}
.scan thead th:nth-child(2),.scan td:nth-child(2),.scan thead th:nth-child(3),.scan td:nth-child(3){text-align:left}
.asset h3 small{display:inline;margin-left:8px;font-size:13.5px}
.lines{margin:0;padding:0;list-style:none}
.lines li{display:grid;grid-template-columns:104px 1fr;gap:2px 18px;padding:10px 0;border-bottom:1px solid var(--rule);align-items:baseline;break-inside:avoid;font-size:15px}
.lines p{margin:0;max-width:92ch}
.lines .question .muted{font-size:13px;margin-left:4px}
.lines .p{white-space:nowrap;float:right;font-size:14px;color:var(--muted);margin-left:16px}
.lines .change{margin-top:3px}
.lines .change span{font-weight:600}
.folds{font-size:14px;width:100%}
.folds caption,.correlation caption,.weights caption,.sources caption{font-size:15px}
.folds th,.folds td{padding:6px 10px;white-space:nowrap}
.folds th:first-child{padding-left:0}
.folds td{min-width:88px}
.folds .choices td,.folds .choices th{white-space:normal}
.folds .choices tr:first-child>*{border-top:1px solid var(--strong-rule)}
.folds .choices th{overflow-wrap:anywhere;min-width:110px}
.fixed{font-size:14px;max-width:none;overflow-wrap:anywhere}
.lineplot{display:grid;grid-template-columns:54px 1fr;grid-template-rows:260px 26px}
.card .lineplot{grid-template-rows:180px 26px}
.chart .lineplot.alone{grid-template-rows:130px 26px}
.alone-text{margin:14px 0 8px;font-size:14px}
.lineplot svg{grid-column:2;width:100%;height:100%;display:block;overflow:visible;max-width:none}
.plot-y,.plot-x{position:relative;font-size:12px;color:var(--muted)}
.plot-x{grid-column:2}
.plot-y span{position:absolute;right:9px;transform:translateY(-50%);white-space:nowrap}
.plot-x span{position:absolute;top:7px;transform:translateX(-50%);white-space:nowrap}
.plot-x .start{transform:none}
.plot-x .end{transform:translateX(-100%)}
.lineplot path{fill:none;vector-effect:non-scaling-stroke;stroke-width:1.6;stroke-linejoin:round}
.lineplot .grid{stroke:var(--rule);stroke-width:1}
.lineplot .zero{stroke:var(--muted);stroke-width:1}
.lineplot .fold{stroke:var(--strong-rule);stroke-width:1;stroke-dasharray:2 3}
.lineplot .run0{stroke:var(--run0);stroke-width:1.9}
.lineplot .bench{stroke:var(--bench);stroke-dasharray:5 4}
.lineplot .dots{stroke-width:7;stroke-linecap:round;opacity:1}
.chart .key{margin:0 0 10px}
.key .swatch{margin-right:2px}
.advice>summary{font-size:15px;font-weight:650;margin-top:20px}
.scroll+p{margin-top:12px}
.small{font-size:13px;margin-top:12px;width:100%}
.small th,.small td,.small thead th{padding:4px 3px;font-size:12px}
.small th:first-child{padding-left:0}
.card .search-plot{max-width:560px;width:100%}
.asset .card{justify-content:flex-start}
.asset .card>.scroll{margin-top:4px}
.asset .notes{font-size:14px}
.asset .cards{grid-template-columns:repeat(auto-fill,minmax(min(100%,340px),1fr))}
@container (min-width:430px){.search-plot.small{font-size:9px}}
.correlation{font-size:14px;border-collapse:separate;border-spacing:2px}
.correlation th,.correlation td{padding:8px 12px;text-align:center;border:0;border-radius:4px;white-space:nowrap}
.correlation tbody th{text-align:left;padding-left:0}
.correlation .alike{background:color-mix(in srgb,var(--run0) var(--w),transparent)}
.correlation .against{background:color-mix(in srgb,var(--run2) var(--w),transparent)}
.correlation .self{color:var(--muted)}
.weights .bar{width:280px;min-width:120px}
.weights .bar i{display:block;height:12px;border-radius:2px;background:var(--run0)}
.sources{font-size:14px}
.sources th:last-child{text-align:left}
.hash code{font-size:12px;overflow-wrap:anywhere;display:inline-block;text-align:left}
.words dd{overflow-wrap:anywhere}
@media (max-width:640px){
.findings li{grid-template-columns:1fr;gap:0}
.lines li{grid-template-columns:1fr}
.lines .p{white-space:nowrap;float:none;margin-left:8px}
h2 .status{margin-left:6px}
.lineplot{grid-template-columns:44px 1fr;grid-template-rows:210px 26px}
.plot-x span:nth-child(even){display:none}
.scan th:first-child,.folds th:first-child,.correlation th:first-child{position:sticky;left:0;background:var(--bg);z-index:1}
.folds .choices th{min-width:96px;max-width:130px}
.asset h3 small{display:block;margin-left:0}
.hash code{min-width:300px}
.scan thead button{min-height:32px}
}
@media print{
.scan,.folds,.scan thead th,.folds thead th{font-size:7pt}
.correlation,.correlation thead th{font-size:8pt}
.scan th,.folds th,.correlation th{overflow-wrap:anywhere}
.correlation th,.correlation td{white-space:normal;padding:4px}
.scan thead th{overflow-wrap:normal}
.scan a{color:inherit;text-decoration:none}
.scan th,.scan td,.folds th,.folds td{padding:3px;white-space:normal}
.folds td{min-width:0}
.scan thead small,.folds small{font-size:6pt}
.scan .status{font-size:7pt;gap:1px}
.asset{break-inside:auto}
.asset+.asset{break-before:page}
.hash code{font-size:6.5pt}
.lineplot{grid-template-rows:180px 26px}
}
`;
