import { Flex, Text } from '@backstage/ui';
import { ReactNode } from 'react';
import { Panel } from './Panel';

/** @public */
export interface SectionProps {
  title: string;
  /** Link or remark beside the title. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A part of a page on a surface of its own, with its question as heading. @public */
export function Section(props: SectionProps) {
  return (
    <Panel>
      <Flex direction="column" gap="3">
        <Flex justify="between" align="baseline" gap="3">
          <Text as="h4" variant="body-large" weight="bold">
            {props.title}
          </Text>
          {props.aside}
        </Flex>
        {props.children}
      </Flex>
    </Panel>
  );
}
