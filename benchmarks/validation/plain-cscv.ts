import { mean, standardDeviation } from '@quantblocks/core';

/** Per split, in lexicographic order of the blocks in sample: the logit of the winner's rank out of sample. */
export interface PlainCscv {
  readonly pbo: number;
  readonly logits: number[];
}

type Sharpe = (strategy: number, blocks: readonly number[]) => number;

/** The definition word for word: both halves of every split are put together bar by bar. */
export function plainCscv(series: readonly Float64Array[], blocks: number): PlainCscv {
  const size = Math.floor(series[0].length / blocks);
  const start = series[0].length - size * blocks;
  const bars = new Float64Array((size * blocks) / 2);
  return overSplits(series.length, blocks, (strategy, half) => {
    half.forEach((block, i) => {
      bars.set(series[strategy].subarray(start + block * size, start + (block + 1) * size), i * size);
    });
    return mean(bars) / standardDeviation(bars);
  });
}

/** The same from sums per block, which every split adds up again. */
export function plainCscvOfSums(series: readonly Float64Array[], blocks: number): PlainCscv {
  const size = Math.floor(series[0].length / blocks);
  const start = series[0].length - size * blocks;
  const sums = series.map((returns) =>
    Array.from({ length: blocks }, (_, block) => {
      let sum = 0;
      let square = 0;
      for (let i = start + block * size; i < start + (block + 1) * size; i++) {
        sum += returns[i];
        square += returns[i] ** 2;
      }
      return [sum, square] as const;
    }),
  );
  const n = (size * blocks) / 2;
  return overSplits(series.length, blocks, (strategy, half) => {
    let sum = 0;
    let square = 0;
    for (const block of half) {
      sum += sums[strategy][block][0];
      square += sums[strategy][block][1];
    }
    return sum / n / Math.sqrt((square - (sum * sum) / n) / (n - 1));
  });
}

function overSplits(strategies: number, blocks: number, sharpe: Sharpe): PlainCscv {
  const all = Array.from({ length: blocks }, (_, block) => block);
  const logits = combinations(all, blocks / 2).map((inSample) => {
    const outOfSample = all.filter((block) => !inSample.includes(block));
    let winner = 0;
    let best = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < strategies; j++) {
      const score = sharpe(j, inSample);
      if (score > best) {
        best = score;
        winner = j;
      }
    }
    const own = sharpe(winner, outOfSample);
    let rank = 1;
    for (let j = 0; j < strategies; j++) if (sharpe(j, outOfSample) < own) rank++;
    return Math.log(rank / (strategies + 1 - rank));
  });
  return { pbo: logits.filter((logit) => logit <= 0).length / logits.length, logits };
}

function combinations(items: readonly number[], k: number): number[][] {
  if (k === 0) return [[]];
  return items.flatMap((item, i) => combinations(items.slice(i + 1), k - 1).map((rest) => [item, ...rest]));
}
