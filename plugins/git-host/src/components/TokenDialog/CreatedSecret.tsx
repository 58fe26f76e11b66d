import { Alert, Button, Flex } from '@backstage/ui';
import { CreatedToken } from '@plumbline/backstage-plugin-git-host-common';
import { CopyCommand } from '@plumbline/backstage-plugin-kit-react';

/** The secret of a new token, the only time it can be seen. */
export function CreatedSecret(props: {
  token: CreatedToken;
  onDone: () => void;
}) {
  const { token, onDone } = props;
  return (
    <Flex direction="column" gap="3">
      <Alert
        status="success"
        icon
        title={`"${token.name}" is ready. Copy it now: it is not shown again.`}
        description="Git asks for a name and a password: any name, and this token as the password."
      />
      <CopyCommand command={token.secret} label="Copy token" />
      <Flex>
        <Button variant="secondary" onPress={onDone}>
          I have copied it
        </Button>
      </Flex>
    </Flex>
  );
}
