import type { Bars } from '@quantblocks/core';
import { MINTICK, type Order, PineBroker } from './pine-broker.ts';
import { type PineLine, pineLines } from './pine-lines.ts';

/**
 * Runs the part of Pine that generated scripts use, bar by bar, and fills its orders. Built-ins follow the reference manual: a window is na
 * until it is full, `ta.rma` starts with the mean of its first values, `and`, `or` and `?:` evaluate what they need only.
 */
export function runPine(script: string, bars: Bars): PineRun {
  const capital = Number(/initial_capital = ([\d.]+)/.exec(script)?.[1]);
  const broker = new PineBroker(bars, capital, script.includes('process_orders_on_close = true'));
  return new Interpreter(bars, broker).run(pineLines(script));
}

/** What a script plotted and said, and the orders that were filled. */
export interface PineRun {
  readonly plots: Record<string, Float64Array>;
  readonly alerts: { readonly bar: number; readonly text: string }[];
  readonly broker: PineBroker;
  /** A global variable at the end of each bar; `undefined` if the script has none of that name. */
  history(name: string): readonly Value[] | undefined;
}

export type Value = number | string | boolean;
type Code = () => Value;
type Argument = [name: string, code: Code];

/** A variable, and its values at the end of past bars. */
class Cell {
  now: Value = Number.NaN;
  readonly past: Value[] = [];
}
type Scope = Map<string, Cell>;

class Interpreter {
  private bar = 0;
  private readonly cells: Cell[] = [];
  private readonly functions = new Map<string, PineLine>();
  private readonly globals: Scope = new Map();
  /** How often each call with a memory was made: Pine needs it on every bar. */
  private readonly made = new Map<object, { name: string; count: number }>();
  private readonly plots: Record<string, Float64Array> = {};
  private readonly alerts: PineRun['alerts'] = [];
  private tokens: readonly string[] = [];
  private at = 0;
  private scope: Scope = this.globals;

  private readonly bars: Bars;
  private readonly broker: PineBroker;

  constructor(bars: Bars, broker: PineBroker) {
    this.bars = bars;
    this.broker = broker;
  }

  run(lines: PineLine[]): PineRun {
    for (const name of ['open', 'high', 'low', 'close', 'volume', 'ohlc4']) this.declare(name);
    const code = this.block(lines, this.globals);
    const { open, high, low, close, volume, length } = this.bars;
    for (this.bar = 0; this.bar < length; this.bar++) {
      const i = this.bar;
      const ohlc4 = (open[i] + high[i] + low[i] + close[i]) / 4;
      const prices = { open: open[i], high: high[i], low: low[i], close: close[i], volume: volume[i], ohlc4 };
      for (const [name, price] of Object.entries(prices)) this.cellOf(name).now = price;
      this.broker.openBar(i);
      code();
      this.broker.closeBar(i);
      for (const cell of this.cells) cell.past.push(cell.now);
      for (const { name, count } of this.made.values()) if (count !== i + 1) throw new Error(`${name} skips bar ${i}`);
    }
    return {
      plots: this.plots,
      alerts: this.alerts,
      broker: this.broker,
      history: (name) => this.globals.get(name)?.past,
    };
  }

  private declare(name: string): Cell {
    if (this.scope.has(name)) throw new Error(`${name} is declared twice`);
    const cell = new Cell();
    this.cells.push(cell);
    this.scope.set(name, cell);
    return cell;
  }

  private cellOf(name: string): Cell {
    const cell = this.scope.get(name) ?? this.globals.get(name);
    if (cell === undefined) throw new Error(`${name} is not declared`);
    return cell;
  }

  /** Runs lines in order; its value is that of the last one. */
  private block(lines: PineLine[], scope: Scope): Code {
    const steps: Code[] = [];
    for (let k = 0; k < lines.length; k++) {
      const { tokens, body } = lines[k];
      this.scope = scope;
      [this.tokens, this.at] = [tokens, 0];
      if (tokens.at(-1) === '=>') this.functions.set(tokens[0], lines[k]);
      else if (tokens[0] === 'if') {
        const arms: [Code, Code][] = [];
        let otherwise: Code = () => 0;
        arms.push([this.expressionFrom(1), this.block(body, scope)]);
        while (lines[k + 1]?.tokens[0] === 'else') {
          const next = lines[++k];
          this.tokens = next.tokens;
          if (next.tokens[1] === 'if') arms.push([this.expressionFrom(2), this.block(next.body, scope)]);
          else otherwise = this.block(next.body, scope);
        }
        steps.push(() => (arms.find(([condition]) => condition())?.[1] ?? otherwise)());
      } else steps.push(this.statement());
    }
    return () => steps.reduce<Value>((_, step) => step(), 0);
  }

  private statement(): Code {
    const { tokens } = this;
    const assigns = tokens.findIndex((token) => token === ':=' || token === '=');
    const isCall = tokens[1] === '(';
    if (assigns < 0 || isCall) return this.expressionFrom(0);
    const value = this.expressionFrom(assigns + 1);
    const name = tokens[assigns - 1];
    const cell = tokens[assigns] === '=' ? this.declare(name) : this.cellOf(name);
    let isSet = false;
    return () => {
      if (tokens[0] !== 'var' || !isSet) cell.now = value();
      isSet = true;
      return cell.now;
    };
  }

  private expressionFrom(at: number): Code {
    this.at = at;
    const code = this.ternary();
    if (this.at !== this.tokens.length) throw new Error(`unread: ${this.tokens.slice(this.at).join(' ')}`);
    return code;
  }

  private ternary(): Code {
    const condition = this.binary(0);
    if (!this.take('?')) return condition;
    const yes = this.ternary();
    this.expect(':');
    const no = this.ternary();
    return () => (condition() ? yes() : no());
  }

  private binary(level: number): Code {
    if (level === LEVELS.length) return this.unary();
    let left = this.binary(level + 1);
    while (LEVELS[level].includes(this.tokens[this.at])) {
      const apply = BINARY[this.tokens[this.at++]];
      const [a, b] = [left, this.binary(level + 1)];
      left = () => apply(a, b);
    }
    return left;
  }

  private unary(): Code {
    if (this.take('not')) {
      const operand = this.unary();
      return () => !operand();
    }
    if (this.take('-')) {
      const operand = this.unary();
      return () => -Number(operand());
    }
    return this.primary();
  }

  private primary(): Code {
    const token = this.tokens[this.at++];
    if (token === '(') {
      const inner = this.ternary();
      this.expect(')');
      return inner;
    }
    if (/^["']/.test(token)) return () => token.slice(1, -1);
    if (/^\d/.test(token)) return () => Number(token);
    if (this.take('(')) return this.call(token, this.args());
    if (token in CONSTANTS) return () => CONSTANTS[token];
    if (token in ACCOUNT) return () => ACCOUNT[token](this.broker);
    if (token === 'bar_index') return () => this.bar;
    if (token.includes('.')) return () => token;
    const cell = this.cellOf(token);
    if (!this.take('[')) return () => cell.now;
    const back = this.ternary();
    this.expect(']');
    return () => (back() === 0 ? cell.now : (cell.past[cell.past.length - Number(back())] ?? Number.NaN));
  }

  /** Arguments in order, with the names of those that have one. */
  private args(): Argument[] {
    const args: Argument[] = [];
    while (!this.take(')')) {
      const name = this.tokens[this.at + 1] === '=' ? this.tokens[this.at] : String(args.length);
      if (this.tokens[this.at + 1] === '=') this.at += 2;
      args.push([name, this.ternary()]);
      this.take(',');
    }
    return args;
  }

  private call(name: string, given: Argument[]): Code {
    const args = given.map(([, code]) => code);
    const own = this.functions.get(name);
    if (own !== undefined) return this.inline(own, args);
    if (name in PURE) return () => PURE[name](...(args.map((arg) => arg()) as never[]));
    if (name in WITH_MEMORY) {
      const step = WITH_MEMORY[name](args, (field) => Number(this.cellOf(field).now));
      const made = { name, count: 0 };
      this.made.set(args, made);
      return () => {
        made.count++;
        return step();
      };
    }
    if (name === 'plot') {
      return () => {
        const title = String(args[1]());
        this.plots[title] ??= new Float64Array(this.bars.length).fill(Number.NaN);
        this.plots[title][this.bar] = Number(args[0]());
        return 0;
      };
    }
    const order = (): Order => Object.fromEntries(given.map(([key, code]) => [key, code()]));
    if (name === 'strategy.entry') return () => this.broker.enter(order());
    if (name === 'strategy.exit') return () => this.broker.exit(order());
    if (name === 'alert') return () => this.alerts.push({ bar: this.bar, text: String(args[0]()) });
    if (name === 'strategy') return () => 0;
    throw new Error(`no function ${name}`);
  }

  /** A function is compiled anew where it is called, so that every call has a memory of its own. */
  private inline({ tokens, body }: PineLine, args: Code[]): Code {
    const [caller, callerTokens, callerAt] = [this.scope, this.tokens, this.at];
    const scope: Scope = new Map();
    this.scope = scope;
    const cells = tokens.flatMap((token, k) => (/^[,)]$/.test(tokens[k + 1]) ? [this.declare(token)] : []));
    const code = this.block(body, scope);
    [this.scope, this.tokens, this.at] = [caller, callerTokens, callerAt];
    return () => {
      cells.forEach((cell, k) => {
        cell.now = args[k]();
      });
      return code();
    };
  }

  private take(token: string): boolean {
    const isThere = this.tokens[this.at] === token;
    if (isThere) this.at++;
    return isThere;
  }

  private expect(token: string): void {
    if (!this.take(token)) throw new Error(`expected ${token} in ${this.tokens.join(' ')}`);
  }
}

const LEVELS = [['or'], ['and'], ['==', '!='], ['<', '>', '<=', '>='], ['+', '-'], ['*', '/']];

const BINARY: Record<string, (a: Code, b: Code) => Value> = {
  or: (a, b) => a() || b(),
  and: (a, b) => a() && b(),
  '==': (a, b) => a() === b(),
  '!=': (a, b) => a() !== b(),
  '<': (a, b) => a() < b(),
  '>': (a, b) => a() > b(),
  '<=': (a, b) => a() <= b(),
  '>=': (a, b) => a() >= b(),
  '+': (a, b) => (a() as number) + (b() as number),
  '-': (a, b) => Number(a()) - Number(b()),
  '*': (a, b) => Number(a()) * Number(b()),
  '/': (a, b) => Number(a()) / Number(b()),
};

const CONSTANTS: Record<string, Value> = {
  na: Number.NaN,
  true: true,
  false: false,
  'math.pi': Math.PI,
  'syminfo.mintick': MINTICK,
};

const ACCOUNT: Record<string, (broker: PineBroker) => number> = {
  'strategy.position_size': ({ position }) => position,
  'strategy.position_avg_price': ({ entryPrice }) => entryPrice,
  'strategy.equity': ({ equity }) => equity,
  'strategy.initial_capital': ({ capital }) => capital,
};

const PURE: Record<string, (...values: never[]) => Value> = {
  na: (x: number) => Number.isNaN(x),
  nz: (x: number) => (Number.isNaN(x) ? 0 : x),
  'math.abs': Math.abs,
  'math.min': Math.min,
  'math.max': Math.max,
  'math.atan': Math.atan,
  'math.floor': Math.floor,
  'math.todegrees': (x: number) => (x * 180) / Math.PI,
  'str.contains': (text: string, part: string) => text.includes(part),
  'str.tostring': String,
};

type Field = (name: string) => number;
type Maker = (args: Code[], field: Field) => () => number;

function windowed(compute: (window: number[], offset: number) => number): Maker {
  return ([source, length, offset]) => {
    const seen: number[] = [];
    return () => {
      seen.push(Number(source()));
      if (seen.length < Number(length())) return Number.NaN;
      if (seen.length > Number(length())) seen.shift();
      return compute(seen, Number(offset?.() ?? 0));
    };
  };
}

const sum = (window: number[]): number => window.reduce((total, x) => total + x, 0);

function regression(window: number[], offset: number): number {
  const n = window.length;
  const middle = (n - 1) / 2;
  const mean = sum(window) / n;
  const slope = sum(window.map((y, k) => (k - middle) * (y - mean))) / ((n * (n * n - 1)) / 12);
  return mean + slope * (n - 1 - offset - middle);
}

const trueRange: Maker = ([first], field) => {
  let last = Number.NaN;
  return () => {
    const [high, low, before] = [field('high'), field('low'), last];
    last = field('close');
    if (Number.isNaN(before)) return first() ? high - low : Number.NaN;
    return Math.max(high - low, Math.abs(high - before), Math.abs(low - before));
  };
};

const wilder: Maker = ([source, length]) => {
  let count = 0;
  let total = 0;
  return () => {
    const [x, n] = [Number(source()), Number(length())];
    if (Number.isNaN(x)) return Number.NaN;
    count++;
    total = count <= n ? total + x : ((n - 1) * total) / n + x;
    return count < n ? Number.NaN : total / n;
  };
};

const WITH_MEMORY: Record<string, Maker> = {
  'ta.highest': windowed((window) => Math.max(...window)),
  'ta.lowest': windowed((window) => Math.min(...window)),
  'ta.sma': windowed((window) => sum(window) / window.length),
  'math.sum': windowed(sum),
  'ta.linreg': windowed(regression),
  'ta.tr': trueRange,
  'ta.rma': wilder,
  'ta.atr': ([length], field) => wilder([trueRange([() => true], field), length], field),
  'ta.cum': ([source]) => {
    let total = 0;
    return () => {
      total += Number(source());
      return total;
    };
  },
};
