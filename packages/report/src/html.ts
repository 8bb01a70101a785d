/** Text that is already HTML. Only {@link html} and {@link raw} make it, so every other value gets escaped. */
export interface Markup {
  readonly markup: string;
}

/** What {@link html} accepts between its literals. `null`, `undefined` and `false` print nothing. */
export type Printable = string | number | boolean | null | undefined | Markup | readonly Printable[];

/** Escapes text for element content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Marks trusted text as HTML; never call it with anything a user can name. */
export function raw(markup: string): Markup {
  return { markup };
}

/** Template tag that escapes every value which is not {@link Markup}, so that forgetting to escape is not possible. */
export function html(literals: TemplateStringsArray, ...values: Printable[]): Markup {
  let markup = literals[0];
  for (let i = 0; i < values.length; i++) markup += print(values[i]) + literals[i + 1];
  return { markup };
}

function print(value: Printable): string {
  if (value === null || value === undefined || value === false || value === true) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  if ('markup' in value) return value.markup;
  return value.map(print).join('');
}

/** JSON that is safe inside a `<script>` element: no `<`, so neither `</script>` nor `<!--` can appear. */
export function scriptJson(value: unknown): Markup {
  const json = JSON.stringify(value);
  return { markup: json.replace(/[<\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`) };
}
