import { Flex, Text } from '@backstage/ui';
import { ReactNode } from 'react';

/** @public */
export interface EmptyStateProps {
  /** Why nothing is here, in one sentence. */
  title: string;
  /** What fills it. */
  children?: ReactNode;
  /** The one link, button or command that fills it. */
  action?: ReactNode;
}

/** Says why a place is empty and how to fill it. @public */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <Flex direction="column" gap="2" align="start">
      <Text weight="bold">{title}</Text>
      {children && (
        <Text as="div" color="secondary">
          {children}
        </Text>
      )}
      {action}
    </Flex>
  );
}
