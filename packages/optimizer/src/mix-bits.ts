/**
 * A hash in [0, 2^32): the finaliser of MurmurHash3 (A. Appleby, public domain). Every bit of the input changes about half of
 * the output's.
 */
export function mixBits(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
