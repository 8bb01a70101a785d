import { describe, expect, it } from 'vitest';
import { createMemo } from '../src/memo.ts';

describe('createMemo', () => {
  it('computes a name once', () => {
    const memo = createMemo(1000);
    let calls = 0;
    const compute = () => new Float64Array(++calls);
    expect(memo.get('a', compute)).toBe(memo.get('a', compute));
    expect(calls).toBe(1);
  });

  it('forgets the least recently used entry above its limit', () => {
    const memo = createMemo(20);
    const eight = () => new Uint8Array(8);
    const a = memo.get('a', eight);
    const b = memo.get('b', eight);
    memo.get('a', eight);
    memo.get('c', eight);
    expect(memo.get('a', eight)).toBe(a);
    expect(memo.bytes).toBe(16);
    expect(memo.get('b', eight)).not.toBe(b);
  });

  it('keeps the newest entry even if it alone is too large, and counts nested arrays', () => {
    const memo = createMemo(4);
    const value = memo.get('a', () => ({ x: new Uint8Array(8), y: [new Float64Array(1)] }));
    expect(memo.bytes).toBe(16);
    expect(memo.get('a', () => ({ x: new Uint8Array(0), y: [] }))).toBe(value);
  });
});
