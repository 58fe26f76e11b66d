/** A file that a dry run made. */
export interface PreviewFile {
  path: string;
  base64Content: string;
}

/** A folder or file of the preview. */
export type TreeNode =
  | { kind: 'folder'; name: string; path: string; children: TreeNode[] }
  | { kind: 'file'; name: string; path: string; bytes: number };

/** Length of what base64 text stands for. */
export function countBytes(base64: string): number {
  const padding = /=*$/.exec(base64)![0].length;
  return (base64.length / 4) * 3 - padding;
}

const folderOf = (nodes: TreeNode[], name: string, path: string) => {
  const found = nodes.find(
    (node): node is Extract<TreeNode, { kind: 'folder' }> =>
      node.kind === 'folder' && node.name === name,
  );
  if (found) {
    return found;
  }
  const folder = { kind: 'folder' as const, name, path, children: [] };
  nodes.push(folder);
  return folder;
};

const sortTree = (nodes: TreeNode[]): TreeNode[] =>
  nodes
    .map(node =>
      node.kind === 'folder'
        ? { ...node, children: sortTree(node.children) }
        : node,
    )
    .sort(
      (a, b) =>
        Number(b.kind === 'folder') - Number(a.kind === 'folder') ||
        a.name.localeCompare(b.name),
    );

/** The files as a tree, folders first. */
export function buildTree(files: PreviewFile[]): TreeNode[] {
  const root: TreeNode[] = [];
  for (const file of files) {
    const segments = file.path.split('/').filter(Boolean);
    const name = segments.pop();
    if (name === undefined) {
      continue;
    }
    let nodes = root;
    segments.forEach((segment, index) => {
      const path = segments.slice(0, index + 1).join('/');
      nodes = folderOf(nodes, segment, path).children;
    });
    nodes.push({
      kind: 'file',
      name,
      path: file.path,
      bytes: countBytes(file.base64Content),
    });
  }
  return sortTree(root);
}

/** The text of a file; undefined when it is binary. */
export function readText({ base64Content }: PreviewFile): string | undefined {
  const bytes = Uint8Array.from(atob(base64Content), char =>
    char.charCodeAt(0),
  );
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
