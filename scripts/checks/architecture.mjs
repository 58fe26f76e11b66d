/**
 * Whether the picture in docs/architecture.md is true: every package is a node,
 * every arrow is an import, every import between packages is an arrow.
 * `node scripts/checks/architecture.mjs` prints what differs and exits 1.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  isTestFile,
  packageOf,
  readImports,
  readWorkspaces,
} from './workspaces.mjs';

const PICTURE = 'docs/architecture.md';

/** The first Mermaid block of a Markdown text, with the line it begins on. */
function findPicture(markdown) {
  const match = /^```mermaid\n([\s\S]*?)^```/m.exec(markdown);
  if (!match) {
    throw new Error(
      `${PICTURE} has no Mermaid picture (a \`\`\`mermaid block)`,
    );
  }
  return {
    text: match[1],
    firstLine: markdown.slice(0, match.index).split('\n').length + 1,
  };
}

/**
 * Nodes and arrows of a Mermaid flowchart, as far as the picture uses it:
 * `id["folder"]` or `id[folder]` declares a node, `a & b --> c & d` arrows.
 * Anything else than these, `flowchart`, `subgraph`, `end`, `direction`,
 * `classDef`, `class` and comments is refused, so that no line is silently
 * left unchecked.
 */
export function parsePicture(markdown) {
  const { text, firstLine } = findPicture(markdown);
  const nodes = new Map();
  const arrows = [];
  text.split('\n').forEach((raw, index) => {
    const line = raw.trim();
    const place = `${PICTURE}:${firstLine + index}`;
    const node = /^([\w-]+)\["?([^"\]]+)"?\]$/.exec(line);
    if (node) {
      nodes.set(node[1], { folder: node[2], place });
      return;
    }
    const arrow = /^([\w-]+(?: & [\w-]+)*) --> ([\w-]+(?: & [\w-]+)*)$/.exec(
      line,
    );
    if (arrow) {
      for (const from of arrow[1].split(' & ')) {
        for (const to of arrow[2].split(' & ')) {
          arrows.push({ from, to, place });
        }
      }
      return;
    }
    if (
      line !== '' &&
      !/^(?:flowchart|subgraph|end$|direction|classDef|class|%%)/.test(line)
    ) {
      throw new Error(`${place}: not understood: ${line}`);
    }
  });
  return { nodes, arrows };
}

/** Imports between workspaces in production code, and links in package.json that no import shows. */
export function readEdges(root) {
  const folders = new Map(
    readWorkspaces(root).map(({ name, path }) => [name, path]),
  );
  const edges = new Map();
  for (const { workspace, file, specifier, line } of readImports(root)) {
    const target = folders.get(packageOf(specifier) ?? '');
    if (target && target !== workspace.path && !isTestFile(file)) {
      const key = `${workspace.path} -> ${target}`;
      edges.set(key, edges.get(key) ?? `${workspace.path}/${file}:${line}`);
    }
  }
  return { folders: new Set(folders.values()), edges };
}

/** One line per difference between the picture and the tree below `root`. */
export function compareWithPicture(root) {
  const { nodes, arrows } = parsePicture(
    readFileSync(join(root, PICTURE), 'utf8'),
  );
  const { folders, edges } = readEdges(root);
  const problems = [];

  const drawnFolders = new Set();
  for (const { folder, place } of nodes.values()) {
    drawnFolders.add(folder);
    if (!folders.has(folder)) {
      problems.push(`${place}: ${folder} is drawn but is no package`);
    }
  }
  for (const folder of folders) {
    if (!drawnFolders.has(folder)) {
      problems.push(`${PICTURE}: package ${folder} is not drawn`);
    }
  }

  const drawnEdges = new Set();
  for (const { from, to, place } of arrows) {
    const unknown = [from, to].find(id => !nodes.has(id));
    if (unknown) {
      problems.push(`${place}: ${unknown} is not declared as a node`);
      continue;
    }
    const edge = `${nodes.get(from).folder} -> ${nodes.get(to).folder}`;
    drawnEdges.add(edge);
    if (!edges.has(edge)) {
      problems.push(`${place}: arrow ${edge} is drawn but nothing imports it`);
    }
  }
  for (const [edge, where] of edges) {
    if (!drawnEdges.has(edge)) {
      problems.push(`${where}: import ${edge} is not drawn in ${PICTURE}`);
    }
  }
  return problems;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problems = compareWithPicture(
    fileURLToPath(new URL('../..', import.meta.url)),
  );
  problems.forEach(line => console.error(line));
  console.log(
    problems.length === 0
      ? 'architecture: the picture agrees with the imports'
      : `architecture: ${problems.length} differences`,
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
}
