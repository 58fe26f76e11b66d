import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { ReactNode, useId } from 'react';

/** One card of the page, a landmark with its title. */
export function Section(props: {
  title: string;
  /** Link or remark beside the title. */
  aside?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Card>
        <CardHeader>
          <Flex justify="between" align="center" gap="3">
            <Text as="h2" variant="title-x-small" weight="bold" id={id}>
              {props.title}
            </Text>
            {props.aside}
          </Flex>
        </CardHeader>
        <CardBody>{props.children}</CardBody>
      </Card>
    </section>
  );
}
