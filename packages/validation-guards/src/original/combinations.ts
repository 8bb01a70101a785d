/** Calls `visit` with every ascending choice of `k` of the numbers below `n`, in lexicographic order. The array is reused. */
export function eachCombination(n: number, k: number, visit: (chosen: Int32Array) => void): void {
  const chosen = Int32Array.from({ length: k }, (_, i) => i);
  for (;;) {
    visit(chosen);
    let i = k - 1;
    while (i >= 0 && chosen[i] === n - k + i) i--;
    if (i < 0) return;
    chosen[i]++;
    for (let j = i + 1; j < k; j++) chosen[j] = chosen[j - 1] + 1;
  }
}
