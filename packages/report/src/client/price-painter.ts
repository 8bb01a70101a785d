import type uPlotModule from 'uplot';

/** Prices as drawn; one value per bar, times in epoch milliseconds. */
export interface Prices {
  readonly time: ArrayLike<number>;
  readonly open: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly close: ArrayLike<number>;
  readonly step: number;
}

/** Entries and exits as drawn. */
export interface Marks {
  readonly side: ArrayLike<number>;
  readonly entryTime: ArrayLike<number>;
  readonly entryPrice: ArrayLike<number>;
  readonly exitTime: ArrayLike<number>;
  readonly exitPrice: ArrayLike<number>;
  readonly netPnl: ArrayLike<number>;
  readonly legTime: ArrayLike<number>;
  readonly legPrice: ArrayLike<number>;
  /** Exit reason in words, per leg. */
  readonly legReason: readonly string[];
}

/**
 * Paints prices and trades on a chart: a high-low band from afar, candles close up, entries and exits by shape.
 * Runs in the browser: must not refer to anything outside itself.
 */
export function pricePainter(
  prices: Prices,
  marks: () => Marks,
): (chart: uPlotModule, color: (name: string) => string) => void {
  return (chart, color) => {
    const { ctx, bbox } = chart;
    const ratio = devicePixelRatio;
    const x = (time: number): number => chart.valToPos(time, 'x', true);
    const y = (price: number): number => chart.valToPos(price, 'y', true);
    const low = chart.scales.x.min ?? 0;
    const high = chart.scales.x.max ?? 1;
    const [from, to] = chart.series[0].idxs ?? [0, prices.time.length - 1];
    const gain = color('--gain');
    const loss = color('--loss');
    const ink = color('--ink');
    const paper = color('--card');

    const candles = (barWidth: number): void => {
      const body = Math.max(1, Math.min(barWidth * 0.66, 14 * ratio));
      for (let i = from; i <= to; i++) {
        const center = x(prices.time[i]);
        const isUp = prices.close[i] >= prices.open[i];
        ctx.strokeStyle = ctx.fillStyle = isUp ? gain : loss;
        ctx.lineWidth = Math.max(1, ratio);
        ctx.beginPath();
        ctx.moveTo(center, y(prices.high[i]));
        ctx.lineTo(center, y(prices.low[i]));
        ctx.stroke();
        const top = y(Math.max(prices.open[i], prices.close[i]));
        const height = Math.max(ratio, y(Math.min(prices.open[i], prices.close[i])) - top);
        if (isUp) {
          ctx.fillStyle = paper;
          ctx.fillRect(center - body / 2, top, body, height);
          ctx.strokeRect(center - body / 2, top, body, height);
        } else ctx.fillRect(center - body / 2, top, body, height);
      }
    };

    const band = (): void => {
      ctx.strokeStyle = color('--price');
      ctx.lineWidth = Math.max(1, ratio);
      ctx.beginPath();
      let column = Number.NaN;
      let top = 0;
      let bottom = 0;
      const flush = (): void => {
        if (Number.isNaN(column)) return;
        ctx.moveTo(column, y(top) - 0.5);
        ctx.lineTo(column, y(bottom) + 0.5);
      };
      for (let i = from; i <= to; i++) {
        const px = Math.round(x(prices.time[i])) + 0.5;
        if (px === column) {
          top = Math.max(top, prices.high[i]);
          bottom = Math.min(bottom, prices.low[i]);
          continue;
        }
        flush();
        // Touching the neighbour's range closes the gaps that single bars would leave.
        top = Number.isNaN(column) ? prices.high[i] : Math.max(prices.high[i], prices.close[i - 1]);
        bottom = Number.isNaN(column) ? prices.low[i] : Math.min(prices.low[i], prices.close[i - 1]);
        column = px;
      }
      flush();
      ctx.stroke();
    };

    const trades = (): void => {
      const m = marks();
      const shown: number[] = [];
      for (let p = 0; p < m.side.length; p++) if (m.exitTime[p] >= low && m.entryTime[p] <= high) shown.push(p);
      const isDense = shown.length > 120;
      const size = (isDense ? 2.8 : shown.length > 40 ? 4 : 5.5) * ratio;
      ctx.lineWidth = (isDense ? 1 : 1.6) * ratio;
      if (!isDense) {
        for (const p of shown) {
          ctx.strokeStyle = m.netPnl[p] > 0 ? gain : loss;
          ctx.setLineDash(m.netPnl[p] > 0 ? [] : [4 * ratio, 3 * ratio]);
          ctx.beginPath();
          ctx.moveTo(x(m.entryTime[p]), y(m.entryPrice[p]));
          ctx.lineTo(x(m.exitTime[p]), y(m.exitPrice[p]));
          ctx.stroke();
        }
        ctx.setLineDash([]);
      }
      // From afar the exits would hide the price; they appear with the lines.
      for (let i = isDense ? m.legTime.length : 0; i < m.legTime.length; i++) {
        if (m.legTime[i] >= low && m.legTime[i] <= high)
          exit(x(m.legTime[i]), y(m.legPrice[i]), size * 0.8, m.legReason[i]);
      }
      for (const p of shown) entry(x(m.entryTime[p]), y(m.entryPrice[p]), size, m.side[p]);
    };

    /** A triangle that points the way of the trade, beside the price it was filled at. */
    const entry = (px: number, py: number, size: number, side: number): void => {
      const foot = py + side * (size * 1.8 + 2 * ratio);
      ctx.beginPath();
      ctx.moveTo(px, py + side * 2 * ratio);
      ctx.lineTo(px - size, foot);
      ctx.lineTo(px + size, foot);
      ctx.closePath();
      ctx.fillStyle = side > 0 ? color('--run0') : color('--run1');
      ctx.strokeStyle = paper;
      ctx.fill();
      ctx.lineWidth = ratio;
      ctx.stroke();
    };

    const exit = (px: number, py: number, size: number, reason: string): void => {
      ctx.lineWidth = 1.8 * ratio;
      ctx.beginPath();
      if (reason === 'target') {
        ctx.arc(px, py, size, 0, 2 * Math.PI);
        ctx.fillStyle = gain;
        ctx.fill();
      } else if (reason === 'stop' || reason === 'trail' || reason === 'liquidation') {
        ctx.strokeStyle = loss;
        ctx.moveTo(px - size, py - size);
        ctx.lineTo(px + size, py + size);
        ctx.moveTo(px - size, py + size);
        ctx.lineTo(px + size, py - size);
        ctx.stroke();
      } else {
        ctx.strokeStyle = ink;
        ctx.fillStyle = paper;
        ctx.rect(px - size * 0.8, py - size * 0.8, size * 1.6, size * 1.6);
        ctx.fill();
        ctx.stroke();
      }
    };

    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    const barWidth = Math.abs(x(prices.time[0] + prices.step) - x(prices.time[0]));
    if (barWidth >= 3.5 * ratio) candles(barWidth);
    else band();
    trades();
    ctx.restore();
  };
}
