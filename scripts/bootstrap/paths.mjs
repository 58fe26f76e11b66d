import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What the bootstrap installs for itself: Node, Python environments, stamps. */
export const localDir = join(root, '.local');

/** What the portal stores: databases, repositories, built docs. */
export const dataDir = process.env.PLUMBLINE_DATA
  ? resolve(root, process.env.PLUMBLINE_DATA)
  : join(root, '.data');
