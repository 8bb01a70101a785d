/** A number as a Pine `float`: an integer needs its point, or it would be an `int`. */
export function pineFloat(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** `const` declarations of one group of parameters; the type follows from the value, floats are given as text. */
export function constants(title: string, values: Readonly<Record<string, Constant>>): string {
  const lines = Object.entries(values).map(([name, value]) => `const ${declare(name, value)}`);
  return [`// ${title}`, ...lines].join('\n');
}

/** A float, so that 3 is written as 3.0. */
export class PineFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

type Constant = string | number | boolean | PineFloat;

function declare(name: string, value: Constant): string {
  if (value instanceof PineFloat) return `float ${name} = ${pineFloat(value.value)}`;
  if (typeof value === 'number') return `int ${name} = ${value}`;
  if (typeof value === 'boolean') return `bool ${name} = ${value}`;
  return `string ${name} = "${value}"`;
}
