// Lets Node 20 run TypeScript files: a module hook strips the types with esbuild.
import { register } from 'node:module';

register('./strip-types.mjs', import.meta.url);
