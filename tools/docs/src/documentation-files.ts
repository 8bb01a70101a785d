import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Every file whose snippets are executed, relative to the repository, in a fixed order. */
export function documentationFiles(root: string): string[] {
  const inside = (folder: string, pattern: RegExp): string[] =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
          .map((file) => join(folder, file).replaceAll('\\', '/'))
          .filter((file) => pattern.test(file) && !/(^|\/)(node_modules|dist|api)\//.test(file))
          .sort()
      : [];
  const folders = ['packages', 'examples'].flatMap((parent) =>
    existsSync(join(root, parent)) ? readdirSync(join(root, parent)).map((name) => `${parent}/${name}`) : [],
  );
  return [
    ...['README.md', 'AGENTS.md', 'CONTRIBUTING.md'].filter((file) => existsSync(join(root, file))),
    ...inside('docs', /\.md$/),
    ...folders.flatMap((folder) => [
      ...['README.md', 'SKILL.md'].map((file) => `${folder}/${file}`).filter((file) => existsSync(join(root, file))),
      ...inside(`${folder}/src`, /(?<!\.d)\.ts$/),
    ]),
  ];
}
