import { MarkdownContent } from '@backstage/core-components';
import { useApi } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  ErrorState,
  LoadingState,
} from '@plumbline/backstage-plugin-kit-react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { gitHostApiRef } from '../../api/GitHostApi';
import { FileContent } from '../FileView/FileContent';
import type { RepositoryPlace } from './repositoryPlace';
import { resolveLink } from './resolveLink';
import styles from './RepositoryPage.module.css';

/** A Markdown file as a page; HTML in it is sanitised, its links stay in the repository. */
export function RenderedMarkdown(props: {
  content: string;
  path: string;
  place: RepositoryPlace;
}) {
  const { content, path, place } = props;
  return (
    <MarkdownContent
      content={content}
      transformLinkUri={href => resolveLink({ href, from: path, place }) ?? ''}
      // The host serves no raw files, so an image of the repository is told by its text.
      transformImageUri={href => (/^https?:\/\//i.test(href) ? href : '')}
    />
  );
}

/** The README of a folder. */
export function Readme(props: { place: RepositoryPlace; path: string }) {
  const { place, path } = props;
  const gitHostApi = useApi(gitHostApiRef);
  const { owner, name } = place.repository;
  const file = useAsyncRetry(
    () => gitHostApi.getFile({ owner, name }, { ref: place.gitRef, path }),
    [gitHostApi, owner, name, place.gitRef, path],
  );
  const isMarkdown = /\.(md|markdown)$/i.test(path);
  return (
    <section className={styles.panel} aria-label="README">
      <div className={styles.panelHead}>
        <Text weight="bold">{path.split('/').pop()}</Text>
      </div>
      <div className={styles.panelBody}>
        {file.loading && <LoadingState label="Loading README" lines={6} />}
        {!file.loading && file.error && (
          <ErrorState
            title={`${path} cannot be shown`}
            error={file.error}
            onRetry={file.retry}
          >
            The list of files above is complete.
          </ErrorState>
        )}
        {!file.loading &&
          file.value &&
          (isMarkdown && file.value.content !== undefined ? (
            <RenderedMarkdown
              content={file.value.content}
              path={path}
              place={place}
            />
          ) : (
            <FileContent file={file.value} />
          ))}
      </div>
    </section>
  );
}
