import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const SKIPPED = new Set(['.git', '.venv', 'node_modules', 'site']);

/** Paths of all files below a folder, relative, with `/`, sorted. */
export function listRepositoryFiles(folder, below = '') {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .flatMap(entry => {
      const path = below ? `${below}/${entry.name}` : entry.name;
      if (entry.isDirectory()) {
        return SKIPPED.has(entry.name) ? [] : listRepositoryFiles(folder, path);
      }
      return entry.isFile() ? [path] : [];
    })
    .sort();
}
