export { errorOf } from './error-of.ts';
export { type CloseOptions, expectClose } from './expect-close.ts';
export { describeGolden, type GoldenSet, goldenRoot } from './golden.ts';
export { marketDataFile } from './market-data.ts';
export { readFloat64, readInt8, readInt32, readJson, readTable } from './read.ts';
export { tsFlags } from './ts-flags.ts';
