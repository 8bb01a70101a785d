/** Columns of an export, under the names `compareTradingView` looks for. The spelling of `All Confimed` is the original's. */
export function plotSection(): string {
  const hidden = 'display = display.data_window';
  const flags: [name: string, condition: string][] = [
    ['ICHI BUY', 'buyEvent'],
    ['ICHI SELL', 'sellEvent'],
    ['FINAL LONG', 'newLong'],
    ['FINAL SHORT', 'newShort'],
    ['Signal_Long', 'signalLong'],
    ['Signal_Short', 'signalShort'],
    ['Entry_Long', 'enterLong'],
    ['Entry_Short', 'enterShort'],
  ];
  return [
    '// Exported series',
    'plot(mama, "MAMA", color = color.orange)',
    'plot(fama, "FAMA", color = color.blue)',
    'plot(kama, "KAMA", color = color.purple)',
    `plot(adx, "ADX", ${hidden})`,
    `plot(externalBull ? 1 : confirmedBear ? -1 : na, "All Confimed", ${hidden})`,
    ...flags.map(([name, condition]) => `plot(${condition} ? 1 : 0, "${name}", ${hidden})`),
  ].join('\n');
}
