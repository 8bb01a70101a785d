/** `ln(to / from)`; 0 unless both prices are positive, for there is no such return. */
export function logReturn(from: number, to: number): number {
  return from > 0 && to > 0 ? Math.log(to / from) : 0;
}

/** The root of a variance; 0 if its estimate is negative. */
export function rootOf(variance: number): number {
  return variance > 0 ? Math.sqrt(variance) : 0;
}
