import type { BarOf, CloseVolume, HighLow, HighLowClose, HighLowCloseVolume, OpenHighLowClose } from '../columns.ts';
import type { NanOptions } from '../nan-policy.ts';
import { Stream } from './stream.ts';

/** A stream of high and low. */
export abstract class HighLowStream<Options extends NanOptions, Output = number> extends Stream<
  Options,
  BarOf<HighLow>,
  Output
> {
  protected known({ high, low }: BarOf<HighLow>): boolean {
    return !(Number.isNaN(high) || Number.isNaN(low));
  }
}

/** A stream of high, low and close. */
export abstract class HighLowCloseStream<Options extends NanOptions, Output = number> extends Stream<
  Options,
  BarOf<HighLowClose>,
  Output
> {
  protected known({ high, low, close }: BarOf<HighLowClose>): boolean {
    return !(Number.isNaN(high) || Number.isNaN(low) || Number.isNaN(close));
  }
}

/** A stream of open, high, low and close. */
export abstract class OpenHighLowCloseStream<Options extends NanOptions, Output = number> extends Stream<
  Options,
  BarOf<OpenHighLowClose>,
  Output
> {
  protected known({ open, high, low, close }: BarOf<OpenHighLowClose>): boolean {
    return !(Number.isNaN(open) || Number.isNaN(high) || Number.isNaN(low) || Number.isNaN(close));
  }
}

/** A stream of high, low, close and volume. */
export abstract class HighLowCloseVolumeStream<Options extends NanOptions, Output = number> extends Stream<
  Options,
  BarOf<HighLowCloseVolume>,
  Output
> {
  protected known({ high, low, close, volume }: BarOf<HighLowCloseVolume>): boolean {
    return !(Number.isNaN(high) || Number.isNaN(low) || Number.isNaN(close) || Number.isNaN(volume));
  }
}

/** A stream of close and volume. */
export abstract class CloseVolumeStream<Options extends NanOptions, Output = number> extends Stream<
  Options,
  BarOf<CloseVolume>,
  Output
> {
  protected known({ close, volume }: BarOf<CloseVolume>): boolean {
    return !(Number.isNaN(close) || Number.isNaN(volume));
  }
}
