import { Flex, Skeleton } from '@backstage/ui';

/** @public */
export interface LoadingStateProps {
  /** What is being loaded, such as `Loading repositories`. */
  label: string;
  /** How many lines the data will roughly take, so that the layout stays. */
  lines?: number;
}

/** Placeholder with the height of what will stand here. @public */
export function LoadingState({ label, lines = 3 }: LoadingStateProps) {
  return (
    <Flex direction="column" gap="3" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton
          key={line}
          height={20}
          width={line % 3 === 2 ? '60%' : '90%'}
        />
      ))}
    </Flex>
  );
}
