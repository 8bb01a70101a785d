/** One fenced TypeScript block of the documentation, and where it stands. */
export interface Snippet {
  /** Path relative to the repository. */
  readonly file: string;
  /** 1-based line of the block's first line of code. */
  readonly line: number;
  readonly code: string;
  /** `false` for a fence marked `no-run`: it is only type-checked. */
  readonly run: boolean;
}

const FENCE = /^```(\w+)?(.*)$/;

/** The `ts` fences of a Markdown file. */
export function markdownSnippets(file: string, text: string): Snippet[] {
  return fences(file, text.split(/\r?\n/), 1);
}

/** The `ts` fences in the doc comments of a source file. Throws if an `@example` has none, for then nothing would run it. */
export function sourceSnippets(file: string, text: string): Snippet[] {
  const found: Snippet[] = [];
  for (const comment of text.matchAll(/\/\*\*[\s\S]*?\*\//g)) {
    const first = text.slice(0, comment.index).split('\n').length;
    const lines = comment[0].split(/\r?\n/).map((line) => line.replace(/^\s*(?:\/\*+|\*+\/|\*) ?/, ''));
    const snippets = fences(file, lines, first);
    const examples = lines.filter((line) => /^@example\b/.test(line)).length;
    if (snippets.length < examples)
      throw new Error(`${file}:${first}: an @example without a \`\`\`ts fence is never executed`);
    found.push(...snippets);
  }
  return found;
}

function fences(file: string, lines: readonly string[], firstLine: number): Snippet[] {
  const found: Snippet[] = [];
  let open: { language: string; info: string; start: number } | undefined;
  lines.forEach((line, i) => {
    const fence = FENCE.exec(line.trim());
    if (fence === null) return;
    if (open === undefined) {
      open = { language: fence[1] ?? '', info: fence[2], start: i + 1 };
      return;
    }
    if (open.language === 'ts') {
      found.push({
        file,
        line: firstLine + open.start,
        code: lines.slice(open.start, i).join('\n'),
        run: !open.info.includes('no-run'),
      });
    }
    open = undefined;
  });
  if (open !== undefined) throw new Error(`${file}:${firstLine + open.start}: a code fence is not closed`);
  return found;
}
