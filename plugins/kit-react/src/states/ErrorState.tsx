import { Alert, Button } from '@backstage/ui';
import { ReactNode } from 'react';
import { explainError } from './explainError';

/** @public */
export interface ErrorStateProps {
  /** What could not be done, such as `The repositories cannot be listed`. */
  title: string;
  /** What was caught; its message names the culprit. */
  error: Error;
  /** What still works, or what to do. */
  children?: ReactNode;
  /** Offers another attempt. */
  onRetry?: () => void;
}

/** Says what happened, what still works and what to do. @public */
export function ErrorState(props: ErrorStateProps) {
  const { title, error, children, onRetry } = props;
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={title}
      description={
        <>
          <span style={{ overflowWrap: 'anywhere' }}>
            {explainError(error)}
          </span>
          {children && <div>{children}</div>}
        </>
      }
      customActions={
        onRetry && (
          <Button size="small" variant="secondary" onPress={onRetry}>
            Try again
          </Button>
        )
      }
    />
  );
}
