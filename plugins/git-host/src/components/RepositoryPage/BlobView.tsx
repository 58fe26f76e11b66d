import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Text, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  ErrorState,
  LoadingState,
  formatBytes,
} from '@plumbline/backstage-plugin-kit-react';
import { useSearchParams } from 'react-router-dom';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { gitHostApiRef } from '../../api/GitHostApi';
import { FileContent } from '../FileView/FileContent';
import { RenderedMarkdown } from './Readme';
import type { RepositoryPlace } from './repositoryPlace';
import styles from './RepositoryPage.module.css';

const countLines = (text: string) =>
  text === '' ? 0 : text.replace(/\n$/, '').split('\n').length;

/** One file. */
export function BlobView({ place }: { place: RepositoryPlace }) {
  const gitHostApi = useApi(gitHostApiRef);
  const [params, setParams] = useSearchParams();
  const { repository, gitRef, path } = place;
  const { owner, name } = repository;
  const file = useAsyncRetry(
    () => gitHostApi.getFile({ owner, name }, { ref: gitRef, path }),
    [gitHostApi, owner, name, gitRef, path],
  );
  if (file.loading) {
    return <LoadingState label="Loading the file" lines={12} />;
  }
  if (file.error || !file.value) {
    return (
      <ErrorState
        title={`${path} on ${gitRef} cannot be shown`}
        error={file.error ?? new Error('The answer was empty')}
        onRetry={file.retry}
      >
        The folder that holds it may still be shown.
      </ErrorState>
    );
  }
  const { content, kind, size } = file.value;
  const isMarkdown = kind === 'text' && /\.(md|markdown)$/i.test(path);
  const isRendered = isMarkdown && params.get('plain') !== '1';
  return (
    <div className={styles.panel}>
      <div className={styles.panelHead}>
        <Text weight="bold">{path.split('/').pop()}</Text>
        <Flex align="center" gap="3">
          <Text variant="body-small" color="secondary">
            {kind === 'text' && content !== undefined
              ? `${countLines(content)} lines · ${formatBytes(size)}`
              : formatBytes(size)}
          </Text>
          {isMarkdown && (
            <ToggleButtonGroup
              aria-label="How to show the file"
              selectionMode="single"
              disallowEmptySelection
              selectedKeys={[isRendered ? 'page' : 'source']}
              onSelectionChange={keys =>
                setParams([...keys][0] === 'source' ? { plain: '1' } : {}, {
                  replace: true,
                })
              }
            >
              <ToggleButton id="page">Page</ToggleButton>
              <ToggleButton id="source">Source</ToggleButton>
            </ToggleButtonGroup>
          )}
        </Flex>
      </div>
      {isRendered ? (
        <div className={styles.panelBody}>
          <RenderedMarkdown content={content ?? ''} path={path} place={place} />
        </div>
      ) : (
        <FileContent file={file.value} />
      )}
    </div>
  );
}
