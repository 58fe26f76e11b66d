import { formatBytes } from '@plumbline/backstage-plugin-kit-react';
import { RiFileLine, RiFolder3Fill } from '@remixicon/react';
import { TreeNode } from './previewTree';
import styles from './RoadPreview.module.css';

/** The tree of files; a click on one shows it. */
export function FileTree(props: {
  nodes: TreeNode[];
  selected: string | undefined;
  onSelect: (path: string) => void;
}) {
  const { nodes, selected, onSelect } = props;
  return (
    <ul className={styles.tree}>
      {nodes.map(node =>
        node.kind === 'folder' ? (
          <li key={node.path}>
            <details open>
              <summary className={styles.line}>
                <RiFolder3Fill size={16} aria-hidden />
                {node.name}
              </summary>
              <FileTree
                nodes={node.children}
                selected={selected}
                onSelect={onSelect}
              />
            </details>
          </li>
        ) : (
          <li key={node.path}>
            <button
              type="button"
              className={styles.line}
              aria-pressed={node.path === selected}
              onClick={() => onSelect(node.path)}
            >
              <RiFileLine size={16} aria-hidden />
              <span className={styles.fileName}>{node.name}</span>{' '}
              <span className={styles.size}>{formatBytes(node.bytes)}</span>
            </button>
          </li>
        ),
      )}
    </ul>
  );
}
