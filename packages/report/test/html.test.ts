import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml, html, raw, scriptJson } from '../src/html.ts';

describe('html', () => {
  it('escapes every value that is not markup', () => {
    expect(html`<p title="${`"'<&>`}">${'<script>'}</p>`.markup).toBe(
      '<p title="&#34;&#39;&#60;&#38;&#62;">&#60;script&#62;</p>',
    );
  });

  it('joins lists, keeps markup and prints nothing for null, undefined and booleans', () => {
    expect(html`${[html`<b>${1}</b>`, raw('<i>'), 'a&b']}${null}${undefined}${false}${true}`.markup).toBe(
      '<b>1</b><i>a&#38;b',
    );
  });

  it('leaves no character of any text that could open a tag, an entity or a quote', () => {
    fc.assert(fc.property(fc.string(), (text) => !/[<>"'`]|&(?!#\d+;)/.test(escapeHtml(text))));
  });
});

describe('scriptJson', () => {
  it('cannot end the script element, whatever the data, and reads back equal', () => {
    const hostile = { a: '</script><script>alert(1)</script>', b: '<!--', c: '\u2028\u2029' };
    const { markup } = scriptJson(hostile);
    expect(markup).not.toMatch(/[<\u2028\u2029]/);
    expect(JSON.parse(markup)).toEqual(hostile);
    fc.assert(fc.property(fc.jsonValue(), (value) => JSON.parse(scriptJson(value).markup) !== undefined));
  });
});
