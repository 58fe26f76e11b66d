import { Flex, Text } from '@backstage/ui';
import { Panel } from '@plumbline/backstage-plugin-kit-react';
import { ReactNode } from 'react';

/** A part of the page of a finding, with its question as heading. */
export function Section(props: { title: string; children: ReactNode }) {
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
