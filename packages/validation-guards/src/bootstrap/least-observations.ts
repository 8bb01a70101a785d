/** Below this many observations a test of this folder is `insufficient`: resamples of so few repeat each other. */
export const LEAST_OBSERVATIONS = 20;
