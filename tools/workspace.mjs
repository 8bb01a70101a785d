// Where the projects of this repository are.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const projectsIn = (parent) =>
  existsSync(parent)
    ? readdirSync(parent)
        .sort()
        .map((name) => join(parent, name))
        .filter((folder) => existsSync(join(folder, 'package.json')))
    : [];

/** Folders of the published packages. */
export const packages = projectsIn('packages');

/** Folders of every workspace project except the root. */
export const projects = [...packages, ...projectsIn('examples'), 'benchmarks', ...projectsIn('tools')];
