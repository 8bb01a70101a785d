/** Below this many observations a test of one series is `insufficient`, whatever it says: its distribution is one of large samples. */
export const LEAST_OBSERVATIONS = 20;
