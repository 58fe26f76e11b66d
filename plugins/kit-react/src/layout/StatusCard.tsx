import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { ReactNode } from 'react';
import { Loaded } from '../hooks/useLoaded';
import { ErrorState } from '../states/ErrorState';
import { LoadingState } from '../states/LoadingState';
import { StatusChip, StatusWord } from '../status/StatusChip';

/** @public */
export interface StatusCardProps<T> {
  title: string;
  /** Absent until it is known. */
  status?: StatusWord;
  read: Loaded<T>;
  loadingLabel: string;
  errorTitle: string;
  children: (value: T) => ReactNode;
}

/** How an entity stands, in the size of a card on its first page. @public */
export function StatusCard<T>(props: StatusCardProps<T>) {
  const { title, status, read, loadingLabel, errorTitle, children } = props;
  return (
    <Card>
      <CardHeader>
        <Flex justify="between" align="center" gap="3">
          <Text as="h2" variant="title-x-small" weight="bold">
            {title}
          </Text>
          {status && <StatusChip status={status} />}
        </Flex>
      </CardHeader>
      <CardBody>
        {read.isLoading && <LoadingState label={loadingLabel} lines={3} />}
        {read.error && (
          <ErrorState
            title={errorTitle}
            error={read.error}
            onRetry={read.reload}
          >
            Everything else on this page still works.
          </ErrorState>
        )}
        {read.value !== undefined && children(read.value)}
      </CardBody>
    </Card>
  );
}
