import { DEFAULT_NAMESPACE, Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import {
  EmptyState,
  ErrorState,
  LoadingState,
} from '@plumbline/backstage-plugin-kit-react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import styles from '../HomePage.module.css';

const MAX_TEMPLATES = 6;

const addressOf = ({ metadata }: Entity) =>
  `/create/templates/${metadata.namespace ?? DEFAULT_NAMESPACE}/${
    metadata.name
  }`;

/** The templates, with what each makes. */
export function Templates() {
  const catalogApi = useApi(catalogApiRef);
  const templates = useAsyncRetry(
    () =>
      catalogApi.queryEntities({
        filter: { kind: 'template' },
        fields: ['kind', 'metadata'],
        orderFields: [{ field: 'metadata.name', order: 'asc' }],
        limit: MAX_TEMPLATES,
      }),
    [catalogApi],
  );
  if (templates.loading) {
    return <LoadingState label="Loading templates" lines={4} />;
  }
  if (templates.error) {
    return (
      <ErrorState
        title="The templates cannot be listed"
        error={templates.error}
        onRetry={templates.retry}
      >
        What your teams own is still shown.
      </ErrorState>
    );
  }
  const { items = [], totalItems = 0 } = templates.value ?? {};
  if (items.length === 0) {
    return (
      <EmptyState title="The catalog holds no templates yet.">
        They are read when the portal starts; give it a minute. The operator
        lists them under <code>catalog.locations</code>.
      </EmptyState>
    );
  }
  return (
    <>
      <ul className={styles.templates} aria-label="Templates">
        {items.map(template => (
          <li key={template.metadata.name} className={styles.template}>
            <Link href={addressOf(template)} weight="bold">
              {template.metadata.title ?? template.metadata.name}
            </Link>
            <Text as="p" color="secondary" className={styles.description}>
              {template.metadata.description ?? 'No description'}
            </Text>
          </li>
        ))}
      </ul>
      {totalItems > items.length && (
        <Link href="/create">{`All ${totalItems} templates`}</Link>
      )}
    </>
  );
}
