import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  DialogTrigger,
  Flex,
} from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import { CreatedToken } from '@plumbline/backstage-plugin-git-host-common';
import {
  ErrorState,
  LoadingState,
} from '@plumbline/backstage-plugin-kit-react';
import { RiKey2Line } from '@remixicon/react';
import { useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { gitHostApiRef } from '../../api/GitHostApi';
import { CreateTokenForm } from './CreateTokenForm';
import { CreatedSecret } from './CreatedSecret';
import { TokenRows } from './TokenRows';

function Tokens() {
  const gitHostApi = useApi(gitHostApiRef);
  const [created, setCreated] = useState<CreatedToken>();
  const tokens = useAsyncRetry(() => gitHostApi.listTokens(), [gitHostApi]);
  return (
    <Flex direction="column" gap="5">
      {created ? (
        <CreatedSecret token={created} onDone={() => setCreated(undefined)} />
      ) : (
        <CreateTokenForm
          onCreated={token => {
            setCreated(token);
            tokens.retry();
          }}
        />
      )}
      {!tokens.value && tokens.loading && (
        <LoadingState label="Loading tokens" lines={2} />
      )}
      {!tokens.loading && tokens.error && (
        <ErrorState
          title="Your tokens cannot be listed"
          error={tokens.error}
          onRetry={tokens.retry}
        >
          Those that you have still work.
        </ErrorState>
      )}
      {tokens.value && (
        <TokenRows tokens={tokens.value.items} onRevoked={tokens.retry} />
      )}
    </Flex>
  );
}

/** Button and dialog: make, list and revoke the tokens that Git asks for. */
export function TokenDialog() {
  const [isOpen, setOpen] = useState(false);
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button variant="secondary" iconStart={<RiKey2Line />}>
        Tokens
      </Button>
      <Dialog width={560}>
        <DialogHeader>Tokens for cloning and pushing</DialogHeader>
        {/* Mounted only while open: a secret does not outlive the dialog. */}
        <DialogBody>{isOpen && <Tokens />}</DialogBody>
        <DialogFooter>
          <Button variant="secondary" onPress={() => setOpen(false)}>
            Close
          </Button>
        </DialogFooter>
      </Dialog>
    </DialogTrigger>
  );
}
