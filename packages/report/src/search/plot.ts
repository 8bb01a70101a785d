import { html, type Markup, type Printable, raw } from '../html.ts';
import { plotStyles, plotThemes } from './plot-styles.ts';

/** A finished drawing, before it is known where it will be shown. */
export interface Plot {
  /** `small` plots share a row with others and have smaller letters where they are wide; `large` ones do not. */
  readonly size: 'small' | 'large';
  /** In units; a unit is a pixel at natural size. */
  readonly width: number;
  readonly height: number;
  /** The message in words. */
  readonly label: string;
  readonly body: Printable;
}

/** A plot for a page that has the styles. */
export function inlinePlot(plot: Plot): Markup {
  return html`<svg class="search-plot ${plot.size}" viewBox="0 0 ${plot.width} ${plot.height}" role="img" aria-label="${plot.label}">${plot.body}</svg>`;
}

/** A plot with its own styles, for any page, or a file of its own. */
export function standalonePlot({ width, height, label, body }: Plot): string {
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="search-plot alone" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label}"><style>${raw(plotThemes)}${raw(plotStyles)}</style>${body}</svg>`
    .markup;
}

/** What is shown where there is nothing to draw. */
export function emptyPlot(message: string): Plot {
  const body = html`<text class="axis" x="180" y="34" text-anchor="middle">${message}</text>`;
  return { size: 'small', width: 360, height: 60, label: message, body };
}
