// The API reference in three forms: an HTML site, Markdown, and llms.txt with llms-full.txt for language models.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Application, Comment, ReflectionKind, TSConfigReader, TypeDocReader } from 'typedoc';

const root = fileURLToPath(new URL('../..', import.meta.url));
process.chdir(root);
const output = join(root, 'docs/api');
rmSync(output, { recursive: true, force: true });

const app = await Application.bootstrapWithPlugins(
  { plugin: [import.meta.resolve('typedoc-plugin-markdown')], skipErrorChecking: true },
  [new TypeDocReader(), new TSConfigReader()],
);
if (!existsSync('README.md')) app.options.setValue('readme', 'none');
const project = await app.convert();
if (project === undefined) process.exit(1);

const modules = project.getChildrenByKind(ReflectionKind.Module);
for (const module of modules) {
  const [, folder, file] = /packages\/([^/]+)\/src\/(.+)\.ts$/.exec(sourceOf(module));
  module.name = file === 'index' ? `@quantblocks/${folder}` : `@quantblocks/${folder}/${file}`;
  const readme = join(root, 'packages', folder, 'README.md');
  if (file === 'index' && existsSync(readme))
    module.readme = [{ kind: 'text', text: withoutTitle(readFileSync(readme, 'utf8')) }];
}
linkByName();
app.validate(project);
await app.generateOutputs(project);
writeIndex();
if (app.logger.hasErrors() || app.logger.hasWarnings()) process.exit(1);

/** The file a module was read from; TypeDoc keeps it although sources are hidden. */
function sourceOf(module) {
  return project.getSymbolIdFromReflection(module)?.fileName.toString() ?? module.name;
}

/** A comment may name an export that its file does not import: TypeDoc alone would not find it. */
function linkByName() {
  const exports = new Map(modules.flatMap((module) => module.children ?? []).map((child) => [child.name, child]));
  for (const { comment } of Object.values(project.reflections)) {
    const parts = [...(comment?.summary ?? []), ...(comment?.blockTags ?? []).flatMap((tag) => tag.content)];
    for (const part of parts) if (part.kind === 'inline-tag') part.target ??= exports.get(part.text);
  }
}

function withoutTitle(markdown) {
  return markdown.replace(/^# .*\n+/, '');
}

/** llms.txt: one line per export; llms-full.txt: every page in one file. */
function writeIndex() {
  const lines = ['# quantblocks', '', `> ${description('package.json')}`, ''];
  const pages = [];
  for (const module of modules) {
    const page = `markdown/${module.name}.md`;
    const folder = module.name.replace(/^@quantblocks\/([^/]+).*/, 'packages/$1');
    pages.push(readFileSync(join(output, page), 'utf8'));
    lines.push(`## ${module.name}`, '', description(`${folder}/package.json`), '');
    for (const child of module.children ?? []) {
      lines.push(`- [${child.name}](${page}#${child.name.toLowerCase()}): ${summaryOf(child)}`);
    }
    lines.push('');
  }
  writeFileSync(join(output, 'llms.txt'), `${lines.join('\n').trimEnd()}\n`);
  writeFileSync(join(output, 'llms-full.txt'), `${lines.slice(0, 3).join('\n')}\n\n${pages.join('\n\n')}`);
  console.log(
    `docs/api: ${modules.length} entry points, ${lines.filter((line) => line.startsWith('- ')).length} exports`,
  );
}

function description(manifest) {
  return JSON.parse(readFileSync(join(root, manifest), 'utf8')).description;
}

/** The first sentence of a doc comment on one line. */
function summaryOf(reflection) {
  const comment = reflection.comment ?? reflection.signatures?.[0]?.comment;
  const text = comment === undefined ? '' : Comment.combineDisplayParts(comment.summary);
  const plain = text
    .replace(/\{@link (\S+?)\}/g, '`$1`')
    .replace(/\s+/g, ' ')
    .trim();
  return /^.*?\.(?= [A-Z`]|$)/.exec(plain)?.[0] ?? plain;
}
