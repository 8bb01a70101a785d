/** A return is known to a few units in the last place of 1: what differs by less, and its deviation, is rounding. */
export const NO_SPREAD = 1e-15;
