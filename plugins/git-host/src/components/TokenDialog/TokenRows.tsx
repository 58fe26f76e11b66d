import { parseEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { Token } from '@plumbline/backstage-plugin-git-host-common';
import {
  EmptyState,
  ErrorState,
  RelativeTime,
} from '@plumbline/backstage-plugin-kit-react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { gitHostApiRef } from '../../api/GitHostApi';
import styles from './TokenRows.module.css';

function TokenRow(props: { token: Token; onRevoked: () => void }) {
  const { token, onRevoked } = props;
  const gitHostApi = useApi(gitHostApiRef);
  const [state, revoke] = useAsyncFn(async () => {
    await gitHostApi.revokeToken(token.id);
    onRevoked();
  }, [gitHostApi, token.id, onRevoked]);
  const isExpired = new Date(token.expiresAt).getTime() <= Date.now();
  return (
    <li className={styles.row}>
      <Flex direction="column" gap="1" className={styles.facts}>
        <Text weight="bold" className={styles.name}>
          {token.name}
        </Text>
        <Text variant="body-small" color="secondary" as="div">
          {token.access === 'write' ? 'write' : 'read'} for{' '}
          {parseEntityRef(token.teamRef).name} ·{' '}
          {isExpired ? 'expired ' : 'expires '}
          <RelativeTime value={token.expiresAt} /> ·{' '}
          {token.lastUsedAt ? (
            <>
              used <RelativeTime value={token.lastUsedAt} />
            </>
          ) : (
            'never used'
          )}
        </Text>
        {state.error && (
          <ErrorState title="Still valid: not revoked" error={state.error} />
        )}
      </Flex>
      <Button
        size="small"
        variant="secondary"
        destructive
        aria-label={`Revoke ${token.name}`}
        isPending={state.loading}
        onPress={() => revoke()}
      >
        Revoke
      </Button>
    </li>
  );
}

/** The tokens that the user has. */
export function TokenRows(props: { tokens: Token[]; onRevoked: () => void }) {
  const { tokens, onRevoked } = props;
  if (tokens.length === 0) {
    return (
      <EmptyState title="You have no tokens.">
        The form above makes one.
      </EmptyState>
    );
  }
  return (
    <section aria-label="Your tokens">
      <Text as="h3" weight="bold">
        Your tokens
      </Text>
      <ul className={styles.rows}>
        {tokens.map(token => (
          <TokenRow key={token.id} token={token} onRevoked={onRevoked} />
        ))}
      </ul>
    </section>
  );
}
