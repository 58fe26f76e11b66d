import { Flex, Text } from '@backstage/ui';
import { ReactNode } from 'react';
import { Panel } from './Panel';

/** @public */
export interface SectionProps {
  title: string;
  children: ReactNode;
}

/** A part of a page on a surface of its own, with its question as heading. @public */
export function Section(props: SectionProps) {
  return (
    <Panel>
      <Flex direction="column" gap="3">
        <Text as="h4" variant="body-large" weight="bold">
          {props.title}
        </Text>
        {props.children}
      </Flex>
    </Panel>
  );
}
