import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';

/** The folders that hold workspaces, as the root package.json lists them. */
const WORKSPACE_ROOTS = ['packages', 'plugins'];
const SOURCE_FOLDERS = ['src', 'dev', 'migrations'];
const SOURCE_FILE = /\.(?:[cm]?[jt]s|[jt]sx)$/;

/**
 * Files that may reach further than production code: they put pieces together
 * in order to try them.
 */
export function isTestFile(path) {
  return /\.test\.[cm]?[jt]sx?$|\/__fixtures__\/|\/__testUtils__\/|\/dev\/|\/setupTests\.|\/__mocks__\//.test(
    `/${path}`,
  );
}

/** Every workspace below `root`: its name, its folder relative to `root`, its package.json. */
export function readWorkspaces(root) {
  return WORKSPACE_ROOTS.filter(folder => existsSync(join(root, folder)))
    .flatMap(folder =>
      readdirSync(join(root, folder))
        .sort()
        .map(name => `${folder}/${name}`),
    )
    .filter(path => existsSync(join(root, path, 'package.json')))
    .map(path => {
      const text = readFileSync(join(root, path, 'package.json'), 'utf8');
      const manifest = JSON.parse(text);
      return { path, name: manifest.name, manifest };
    });
}

function* walk(directory) {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules' && entry.name !== 'dist') {
        yield* walk(join(directory, entry.name));
      }
    } else if (SOURCE_FILE.test(entry.name)) {
      yield join(directory, entry.name);
    }
  }
}

/** Source files of a workspace, as paths relative to the workspace, with `/`. */
export function listSourceFiles(root, workspacePath) {
  const base = join(root, workspacePath);
  return SOURCE_FOLDERS.map(folder => join(base, folder))
    .filter(existsSync)
    .flatMap(folder => [...walk(folder)])
    .map(file => relative(base, file).split(sep).join('/'))
    .sort();
}

/** Every module that the text imports, re-exports or requires, with its line. */
export function listImports(text) {
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName, pos }) => ({
      specifier: fileName,
      line: text.slice(0, pos).split('\n').length,
    }));
}

/** `@scope/name/deep/path` to `@scope/name`; undefined for a relative import. */
export function packageOf(specifier) {
  if (specifier.startsWith('.')) {
    return undefined;
  }
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Every import of every workspace, one flat list. */
export function readImports(root) {
  return readWorkspaces(root).flatMap(workspace =>
    listSourceFiles(root, workspace.path).flatMap(file =>
      listImports(readFileSync(join(root, workspace.path, file), 'utf8')).map(
        ({ specifier, line }) => ({ workspace, file, specifier, line }),
      ),
    ),
  );
}
