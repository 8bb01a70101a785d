/** Colours by day. The seven shades, from bad to good values, differ in lightness above all: eyes that see few colours and grey printers keep their order. */
export const light: string = `--bg:#f8f7f4;--card:#ffffff;--ink:#1d2024;--muted:#62676e;--rule:#e7e4de;--strong-rule:#cfcbc3;--run0:#1f5fbf;--run1:#a8327a;--run2:#97690a;--run3:#00796b;--bench:#81868d;--price:#59626d;--gain:#00806a;--loss:#c4511d;--serious:#a92a1a;--serious-bg:#fbeeea;--caution:#7d5a00;--caution-bg:#faf4e3;--shade0:#e6e3bd;--shade1:#bfd8ae;--shade2:#8cc5ae;--shade3:#56acb3;--shade4:#3387b0;--shade5:#285c9b;--shade6:#1b2f6d;color-scheme:light`;
/** Colours by night. */
export const dark: string = `--bg:#121417;--card:#1a1d21;--ink:#e9e7e2;--muted:#9da2aa;--rule:#2a2e34;--strong-rule:#454b54;--run0:#74aaff;--run1:#f090cb;--run2:#e2b04a;--run3:#45c7b4;--bench:#8e949d;--price:#a4adb8;--gain:#3cc4a4;--loss:#ff8d5c;--serious:#ff9a86;--serious-bg:#33201d;--caution:#e8c368;--caution-bg:#2b2617;--shade0:#2d3450;--shade1:#3a4f78;--shade2:#486f8c;--shade3:#5c948f;--shade4:#88b684;--shade5:#c4d277;--shade6:#fdee8c;color-scheme:dark`;

/** The page's look: two themes, one column, wide and narrow, and paper. */
export const styles: string = `
:root{${light}}
@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){${dark}}}
:root[data-theme=dark]{${dark}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1180px;margin:0 auto;padding:48px 32px 64px}
section{margin-top:56px}
h1,.headline{font-family:"Iowan Old Style","Palatino Linotype",Palatino,"Source Serif 4",Georgia,"Liberation Serif",serif;font-weight:500;letter-spacing:-.01em;text-wrap:balance}
h1{font-size:38px;line-height:1.15;margin:0;overflow-wrap:anywhere}
h2{font-size:20px;line-height:1.3;font-weight:650;letter-spacing:-.005em;margin:0 0 8px;padding-top:16px;border-top:1px solid var(--strong-rule)}
h2.small{font-size:14px;border:0;padding:0;margin:28px 0 8px}
h3{font-size:15px;font-weight:650;margin:28px 0 10px}
p{margin:0 0 12px;max-width:76ch}
small{display:block;font-size:12.5px;color:var(--muted);font-weight:400;line-height:1.35}
.muted{color:var(--muted)}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.top{display:flex;gap:24px;justify-content:space-between;align-items:flex-start}
.top>div{min-width:0}
.kicker{margin:0 0 6px;font-size:13px;color:var(--muted)}
.facts{display:flex;flex-wrap:wrap;gap:4px 20px;margin:12px 0 0;color:var(--muted);font-size:15px;overflow-wrap:anywhere}
.theme{flex:none;width:44px;height:44px;border-radius:50%;padding:12px}
.theme svg{display:block;width:18px;height:18px}
.verdict{margin-top:40px}
.headline{font-size:30px;line-height:1.28;margin:0 0 12px;max-width:34em}
.detail{font-size:17px;max-width:70ch}
.warnings,.notes{margin:0;padding:0;list-style:none}
.warnings{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,480px),1fr));gap:10px}
.warnings li{display:flex;gap:12px;padding:12px 14px;border-radius:8px;font-size:15px;line-height:1.45;background:var(--caution-bg)}
.warnings p{margin:2px 0 0}
.warnings .serious{background:var(--serious-bg)}
.badge{flex:none;width:74px;font-size:12.5px;font-weight:650;line-height:1.75;color:var(--caution)}
.serious .badge{color:var(--serious)}
.serious .badge::before{content:"\\25B2 ";font-size:.8em;margin-right:3px}
.caution .badge::before{content:"\\25CF ";font-size:.7em;margin-right:4px;vertical-align:.1em}
.run{font-weight:650}
.run::after{content:":"}
.notes{margin-top:16px;color:var(--muted)}
button,select{font:inherit;font-size:14px;line-height:1.3;color:inherit;background:var(--card);border:1px solid var(--strong-rule);border-radius:6px;padding:7px 12px;cursor:pointer}
button:hover:not(:disabled),select:hover{border-color:var(--muted)}
button:disabled{opacity:.4;cursor:default}
button[aria-pressed=true]:not(.theme){background:var(--ink);border-color:var(--ink);color:var(--bg)}
:focus-visible{outline:2px solid var(--run0);outline-offset:2px}
.controls{display:flex;flex-wrap:wrap;gap:10px 16px;align-items:center;margin:12px 0}
.charts .controls{position:sticky;top:0;z-index:5;background:var(--bg);padding:10px 0;margin:4px 0 0}
.segments{display:flex}
.segments button{border-radius:0;margin-left:-1px}
.segments button:first-child{border-radius:6px 0 0 6px;margin-left:0}
.segments button:last-child{border-radius:0 6px 6px 0}
.controls label{font-size:14px;color:var(--muted)}
.controls select{margin-left:4px;color:var(--ink);max-width:180px}
.shown{margin-left:auto;font-size:14px;color:var(--muted)}
.hint{font-size:14px}
.coarse{display:none}
@media (pointer:coarse){.coarse{display:inline}.fine{display:none}}
figure{margin:0}
.chart,.card{background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:16px 18px}
.chart{margin-top:16px}
figcaption{font-size:14px;line-height:1.45;margin-bottom:8px}
.plot{min-width:0;border-radius:4px}
.uplot{font-family:inherit;width:100%}
.u-legend{font-size:13px;text-align:left;padding-left:54px;color:var(--ink)}
.u-legend .u-marker{height:0;border-width:0 0 2px!important;width:16px!important;margin-bottom:2px}
.u-series>*{padding:2px 3px;border:0}
.u-legend .u-series:first-child .u-marker{display:none}
.u-legend th{font-weight:400;color:var(--muted)}
.u-inline tr{margin-right:12px}
.u-cursor-x{border-color:var(--muted)!important}
.u-cursor-y{display:none}
.u-select{background:color-mix(in srgb,var(--run0) 16%,transparent)}
.key{display:flex;flex-wrap:wrap;gap:4px 18px;margin:4px 0 0;padding-left:54px;font-size:13px;color:var(--muted);max-width:none}
.key span{display:inline-flex;align-items:center;gap:5px}
.key svg{width:13px;height:13px}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,460px),1fr));gap:16px;margin-top:12px}
.card{container-type:inline-size}
.card{display:flex;flex-direction:column;justify-content:space-between}
.card svg{display:block;width:100%;max-width:560px;height:auto}
svg text{fill:var(--ink);font-size:12px}
svg .tick,svg .axis{fill:var(--muted);font-size:11.5px}
svg .label{font-size:13px}
svg .strong{font-weight:650}
svg .grid{stroke:var(--rule)}
svg .zero{stroke:var(--muted)}
svg .gain{fill:var(--gain)}
svg .loss{fill:var(--loss)}
svg .plain{fill:var(--price)}
svg .step{opacity:.72}
svg .dots{fill:none;stroke-width:5;opacity:.62}
svg .dots.gain{fill:none;stroke:var(--gain);stroke-linecap:round}
svg .dots.loss{fill:none;stroke:var(--loss);stroke-linecap:square;stroke-width:4}
svg .cross{fill:none;stroke:var(--loss);stroke-width:2}
svg .box{fill:none;stroke:var(--ink);stroke-width:1.5}
svg .fill-run0{fill:var(--run0)}
svg .fill-run1{fill:var(--run1)}
@container (min-width:430px){svg text{font-size:9px}svg .tick,svg .axis{font-size:8.5px}svg .label{font-size:10px}svg .dots{stroke-width:4}svg .dots.loss{stroke-width:3.2}}
.none{color:var(--muted)}
.scroll{overflow-x:auto;margin-top:12px;overscroll-behavior-x:contain}
table{border-collapse:collapse;font-size:15px;line-height:1.4}
caption{text-align:left;font-weight:650;font-size:15px;padding:16px 0 6px}
caption.hidden{padding:0}
th,td{padding:7px 14px;text-align:right;border-bottom:1px solid var(--rule);vertical-align:baseline}
th:first-child,td:first-child{padding-left:0;text-align:left}
thead th{font-size:14px;font-weight:600;color:var(--muted);vertical-align:bottom;border-bottom-color:var(--strong-rule)}
tbody th{font-weight:400;text-align:left}
thead th:first-child{text-align:left}
td.day{white-space:nowrap}
.sub th{padding-left:20px;color:var(--muted)}
.figures{width:100%}
.figures small{display:inline;margin-left:6px}
.figures td{font-size:16px;width:20%}
.figures th,.figures td{padding-top:6px;padding-bottom:6px}
.figures.all td{font-size:14px}.figures.all th{font-size:14px}
details{margin-top:14px}
summary{cursor:pointer;font-size:15px;color:var(--run0);padding:6px 0;width:max-content}
.figures thead th{color:var(--ink);font-size:15px}
.figures:not(.all) tbody tr:nth-child(-n+4) td{font-weight:650}
.swatch{display:inline-block;width:18px;height:0;border-top:3px solid;margin-right:7px;vertical-align:.28em}
.swatch.run0{color:var(--run0)}.swatch.run1{color:var(--run1);border-top-style:dashed}.swatch.run2{color:var(--run2);border-top-style:dotted}.swatch.run3{color:var(--run3)}.swatch.bench{color:var(--bench);border-top-style:dashed}
.heat{width:100%;font-size:14px;table-layout:fixed;min-width:720px;border-spacing:2px;border-collapse:separate}
.heat th,.heat td{padding:7px 4px;text-align:center;border:0;border-radius:4px}
.heat thead th{padding:2px}
.heat tbody th{text-align:left;color:var(--muted)}
.heat td.gain{background:color-mix(in srgb,var(--gain) var(--w),transparent)}
.heat td.loss{background:color-mix(in srgb,var(--loss) var(--w),transparent)}
.heat .total{font-weight:650}
.partial,.partial th{font-style:italic}
.positions{width:100%;font-size:14px;white-space:nowrap}
.positions th,.positions td{padding:6px 10px}
.positions td.text{text-align:left}
.positions thead button,.positions tbody button{border:0;background:none;padding:4px 0;color:inherit;font-weight:inherit;font-size:14px}
.positions tbody button{color:var(--run0);text-decoration:underline;text-underline-offset:3px;min-width:24px;text-align:left}
.positions th[aria-sort] button::after{content:" \\2191"}
.positions th[aria-sort=descending] button::after{content:" \\2193"}
.positions th[data-key=side],.positions th[data-key=reason]{text-align:left}
.positions .up{color:var(--gain)}
.positions .down{color:var(--loss)}
.pager{display:flex;gap:10px;align-items:center;margin-left:auto;font-size:14px;color:var(--muted)}
.pager button{padding:5px 13px;font-size:16px;color:var(--ink)}
dl.words{margin:12px 0 0;columns:2 420px;column-gap:40px}
dl.words>div{break-inside:avoid;padding:7px 0;border-bottom:1px solid var(--rule)}
dt{font-weight:600;font-size:14px}
dd{margin:0;font-size:15px}
.words td{text-align:left;min-width:200px}
.words th{white-space:nowrap}
.words thead th{text-align:left}
footer{margin-top:64px;padding-top:16px;border-top:1px solid var(--strong-rule);font-size:14px;color:var(--muted)}
footer p{margin:0}
@media (max-width:640px){
main{padding:24px 16px 40px}
section{margin-top:44px}
h1{font-size:28px}
.headline{font-size:23px}
.detail{font-size:16px}
.chart,.card{padding:12px;border-radius:8px}
.chart{margin-left:-8px;margin-right:-8px}
.warnings li{flex-direction:column;gap:0}
.badge{width:auto}
.shown{margin-left:0}
.charts .controls{position:static}
.u-legend,.key{padding-left:4px}
.figures td,.figures th{padding:7px 6px;font-size:14px}
.figures th:first-child{padding-left:0}
.figures small{display:block;margin-left:0}
.figures td{width:auto}
th,td{padding:7px 8px}
.heat{font-size:13px;min-width:640px}
.heat tbody th,.positions th:first-child{position:sticky;left:0;background:var(--bg);z-index:1}
.pager{margin-left:0}
button,select{min-height:40px}
.positions thead button,.positions tbody button{min-height:32px}
}
@media print{
:root,:root[data-theme=dark]{${light};--bg:#fff}
body{font-size:11pt}
main{max-width:none;padding:0}
.controls,.hint,.theme,.pager{display:none!important}
section,.chart,.card,tr,.warnings li{break-inside:avoid}
.charts,[data-positions]{break-inside:auto}
section{margin-top:28pt}
.scroll{overflow:visible}
.heat{min-width:0;font-size:9pt}
.positions{font-size:8.5pt}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
@media (prefers-reduced-motion:no-preference){button{transition:border-color .12s,background .12s}}
`;
