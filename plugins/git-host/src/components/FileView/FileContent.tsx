import { Text } from '@backstage/ui';
import { RepositoryFile } from '@plumbline/backstage-plugin-git-host-common';
import { EmptyState } from '@plumbline/backstage-plugin-kit-react';
import { Suspense, lazy } from 'react';
import { languageOf } from './languageOf';
import styles from './FileContent.module.css';

const HighlightedCode = lazy(() => import('./HighlightedCode'));

/** Longer texts are shown plain: every highlighted word is an element of the page. */
const MAX_HIGHLIGHTED_CHARS = 200_000;

function PlainText({ content }: { content: string }) {
  return <pre className={styles.plain}>{content}</pre>;
}

function NotShown(props: { title: string; children: string }) {
  return (
    <div className={styles.notShown}>
      <EmptyState title={props.title}>{props.children}</EmptyState>
    </div>
  );
}

/** What a file holds, or why that is not shown. */
export function FileContent({ file }: { file: RepositoryFile }) {
  const { kind, content, path } = file;
  if (kind === 'binary') {
    return (
      <NotShown title="This file is binary.">
        Clone the repository to open it.
      </NotShown>
    );
  }
  if (kind === 'too-large') {
    return (
      <NotShown title="This file is too large for the page.">
        Clone the repository to read it.
      </NotShown>
    );
  }
  if (kind === 'lfs-pointer') {
    return (
      <>
        <NotShown title="This file is a Git LFS pointer.">
          Its content lies on another server, which this host never asks. The
          pointer says which content is meant:
        </NotShown>
        <PlainText content={content ?? ''} />
      </>
    );
  }
  if (!content) {
    return <NotShown title="This file is empty.">It has 0 bytes.</NotShown>;
  }
  if (content.length > MAX_HIGHLIGHTED_CHARS) {
    return (
      <>
        <Text as="div" variant="body-small" className={styles.remark}>
          Shown without colours because of its length.
        </Text>
        <PlainText content={content} />
      </>
    );
  }
  return (
    <Suspense fallback={<PlainText content={content} />}>
      <HighlightedCode content={content} language={languageOf(path)} />
    </Suspense>
  );
}
