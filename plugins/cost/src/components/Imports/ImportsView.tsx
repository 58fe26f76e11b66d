import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Flex, Link } from '@backstage/ui';
import {
  EmptyState,
  ErrorState,
  Loaded,
  LoadingState,
  Panel,
  Section,
  useAction,
  useAddress,
  usePages,
} from '@plumbline/backstage-plugin-kit-react';
import {
  CostImport,
  CostImports,
  CostOverview,
} from '@plumbline/backstage-plugin-cost-common';
import { useEffect } from 'react';
import { costApiRef } from '../../api/CostApi';
import { useMayAdminister } from '../../hooks/useMayAdminister';
import { isRefused } from '../entities/isRefused';
import { SourceList } from '../sources/SourceList';
import { ForgetSource } from './ForgetSource';
import { ImportItem } from './ImportItem';
import styles from './Imports.module.css';

/** How often it is looked whether a running import came to its end. */
const POLL_MS = 3_000;

function ReadNow(props: {
  source: string;
  title: string;
  onStarted: () => void;
}) {
  const { source, title, onStarted } = props;
  const costApi = useApi(costApiRef);
  const action = useAction();
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        isPending={action.isPending}
        aria-label={`Read now: ${title}`}
        onPress={() =>
          action.run(async () => {
            await costApi.startImport(source);
            onStarted();
          })
        }
      >
        Read now
      </Button>
      {action.error && (
        <ErrorState title="It was not read" error={action.error}>
          What was read before stays.
        </ErrorState>
      )}
    </>
  );
}

/** How the sources were read, and what of them could not be. */
export function ImportsView({ overview }: { overview: Loaded<CostOverview> }) {
  const costApi = useApi(costApiRef);
  const imports = usePages<CostImport, CostImports>(
    cursor => costApi.listImports(cursor),
    [costApi],
  );
  const address = useAddress();
  const isForOthers = isRefused(imports.error);
  const mayAdminister = useMayAdminister();
  const sources = overview.value?.sources ?? [];
  const isRunning = imports.items.some(({ state }) => state === 'running');
  const { reload } = imports;
  useEffect(() => {
    if (!isRunning) {
      return undefined;
    }
    const timer = setInterval(reload, POLL_MS);
    return () => clearInterval(timer);
  }, [isRunning, reload]);
  const readAgain = () => {
    reload();
    overview.reload();
  };
  return (
    <Flex direction="column" gap="4">
      {sources.length > 0 && (
        <Section title="Sources">
          <SourceList
            sources={sources}
            actionOf={
              mayAdminister
                ? ({ source, title, isLeft }) =>
                    isLeft ? (
                      <ForgetSource source={source} onForgotten={readAgain} />
                    ) : (
                      <ReadNow
                        source={source}
                        title={title}
                        onStarted={readAgain}
                      />
                    )
                : undefined
            }
          />
        </Section>
      )}
      {overview.value?.unattributed && (
        <Link href={address.href({ view: 'changes' })}>
          Which figures an import changed, and what they were before
        </Link>
      )}
      {imports.isLoading && (
        <LoadingState label="Loading the imports" lines={6} />
      )}
      {isForOthers && (
        <Panel>
          <EmptyState title="How bills are read is shown to platform administrators and finance.">
            How old the figures are stands above.
          </EmptyState>
        </Panel>
      )}
      {imports.error && !isForOthers && (
        <ErrorState
          title="The imports are not known right now"
          error={imports.error}
          onRetry={imports.reload}
        >
          What was read before is on the other parts of this page.
        </ErrorState>
      )}
      {imports.first && imports.items.length === 0 && (
        <Panel>
          <EmptyState title="Nothing was read yet.">
            Sources are read by themselves once they are configured under
            cost.sources.
          </EmptyState>
        </Panel>
      )}
      {imports.items.length > 0 && (
        <ul className={styles.imports} aria-label="Imports">
          {imports.items.map(item => (
            <li key={item.id}>
              <Panel>
                <ImportItem item={item} />
              </Panel>
            </li>
          ))}
        </ul>
      )}
      {imports.showMore && (
        <Button
          variant="secondary"
          isPending={imports.isLoadingMore}
          onPress={imports.showMore}
        >
          Show more
        </Button>
      )}
    </Flex>
  );
}
