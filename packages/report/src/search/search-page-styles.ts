/** Where plots and tables of a search stand on a page; the rest is the report's own look. */
export const searchPageStyles: string = `
.search .cards,.search .wide{margin-top:16px}
.search .card{justify-content:flex-start}
.card .search-plot{max-width:560px}
.wide .search-plot{display:block;width:100%;max-width:none}
.wide .scroll{margin:0}
@container (min-width:430px){.search-plot.small{font-size:9px}}
.slices{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,300px),1fr));gap:20px 24px}
.slices .search-plot{font-size:10px}
.trials{font-size:14px}
.trials th,.trials td{padding:6px 10px;white-space:nowrap}
.trials th:first-child{padding-left:0}
.trials thead th{white-space:normal;overflow-wrap:break-word;min-width:64px;max-width:160px}
main a{color:var(--run0)}
@media print{.trials,.trials thead th{font-size:8.5pt}.trials th,.trials td{white-space:normal;padding:4px}.slices svg{break-inside:avoid}.wide .scroll>div{min-width:0!important}}
`;
