import { stringifyEntityRef } from '@backstage/catalog-model';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import {
  EmptyState,
  LoadingState,
  formatBytes,
} from '@plumbline/backstage-plugin-kit-react';
import { useState } from 'react';
import { useParams } from 'react-router-dom';
import { readFormValues } from '../../formValues';
import { explainRefusal } from './explainRefusal';
import { FileTree } from './FileTree';
import { PreviewFile, buildTree, countBytes, readText } from './previewTree';
import styles from './RoadPreview.module.css';
import { roadPreviewSchema } from './schema';
import { useDryRun } from './useDryRun';

function Refusal(props: { error: Error; onRetry: () => void }) {
  const culprits = explainRefusal(props.error);
  return (
    <Alert
      role="alert"
      status="warning"
      icon
      title="The template refuses these values"
      description={
        <>
          <ul className={styles.culprits}>
            {culprits.map(culprit => (
              <li key={culprit}>{culprit}</li>
            ))}
          </ul>
          Go back and change them; nothing was created.
        </>
      }
      customActions={
        <Button size="small" variant="secondary" onPress={props.onRetry}>
          Try again
        </Button>
      }
    />
  );
}

function FileText({ file }: { file: PreviewFile }) {
  const text = readText(file);
  return (
    <section className={styles.content} aria-label={file.path}>
      <Text as="div" weight="bold" className={styles.contentHead}>
        {file.path}
      </Text>
      {text === undefined ? (
        <Text as="div" className={styles.contentHead} color="secondary">
          This file is binary.
        </Text>
      ) : (
        <pre className={styles.text}>{text || '(empty)'}</pre>
      )}
    </section>
  );
}

function Files({ files }: { files: PreviewFile[] }) {
  const [selected, setSelected] = useState<string>();
  const shown =
    files.find(file => file.path === selected) ??
    files.find(file => /^readme\.md$/i.test(file.path)) ??
    files[0];
  const bytes = files.reduce(
    (sum, file) => sum + countBytes(file.base64Content),
    0,
  );
  return (
    <Flex direction="column" gap="2">
      <Text>
        {`${files.length} ${
          files.length === 1 ? 'file' : 'files'
        }, ${formatBytes(bytes)}. Nothing is created yet.`}
      </Text>
      <div className={styles.columns}>
        <nav className={styles.files} aria-label="Files that will be made">
          <FileTree
            nodes={buildTree(files)}
            selected={shown?.path}
            onSelect={setSelected}
          />
        </nav>
        {shown && <FileText file={shown} />}
      </div>
    </Flex>
  );
}

/** The files that the template would make of what was typed; holds no value. */
export function RoadPreview(props: typeof roadPreviewSchema.TProps) {
  const { namespace, templateName } = useParams();
  const templateRef =
    namespace && templateName
      ? stringifyEntityRef({ kind: 'Template', namespace, name: templateName })
      : undefined;
  const run = useDryRun({
    templateRef,
    values: readFormValues(props.formContext),
  });

  return (
    <section aria-label={props.schema.title ?? 'Preview'}>
      <Flex direction="column" gap="2">
        <Text as="h3" weight="bold">
          {props.schema.title ?? 'Preview'}
        </Text>
        {!templateRef && (
          <EmptyState title="The preview needs a template of the catalog.">
            Open the template under Create to see it.
          </EmptyState>
        )}
        {templateRef && run.loading && (
          <LoadingState label="Rendering the preview" lines={8} />
        )}
        {!run.loading && run.error && (
          <Refusal error={run.error} onRetry={run.retry} />
        )}
        {!run.loading && !run.error && run.value && (
          <>
            {run.value.directoryContents.length === 0 ? (
              <EmptyState title="The template makes no files of these values." />
            ) : (
              <Files files={run.value.directoryContents} />
            )}
          </>
        )}
      </Flex>
    </section>
  );
}
