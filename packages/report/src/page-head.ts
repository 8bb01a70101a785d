import { html, type Markup, raw } from './html.ts';

/** What a page is made of, from the file itself. */
export interface PageHead {
  readonly title: string;
  readonly css: string;
  /** Runs before the page is painted, so that its colours do not change afterwards. A page without one may run none at all. */
  readonly script?: string;
}

/** Beginning of every page up to its body. The browser itself refuses every request: nothing but what is inside the file. */
export function pageHead({ title, css, script }: PageHead): Markup {
  const scripts = script === undefined ? '' : " script-src 'unsafe-inline';";
  const policy = `default-src 'none'; style-src 'unsafe-inline';${scripts} img-src data:`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${raw(policy)}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${raw(css)}</style>${
    script === undefined
      ? null
      : html`
<script>${raw(script)}</script>`
  }
</head>`;
}
