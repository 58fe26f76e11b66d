import { useApi } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Flex, Text } from '@backstage/ui';
import {
  ErrorState,
  LoadingState,
  StatusChip,
} from '@plumbline/backstage-plugin-kit-react';
import { RiCloseLine } from '@remixicon/react';
import { useEffect, useRef } from 'react';
import { driftApiRef } from '../../api/DriftApi';
import { useAddress } from '../../hooks/useAddress';
import { useLoaded } from '../../hooks/useLoaded';
import { FeatureDetail } from './FeatureDetail';
import styles from './FeaturePanel.module.css';

/** Everything about one feature, beside the table: Escape closes it and gives the focus back. */
export function FeaturePanel(props: { runId: string; feature: string }) {
  const { runId, feature } = props;
  const driftApi = useApi(driftApiRef);
  const address = useAddress();
  const panel = useRef<HTMLElement>(null);
  const detail = useLoaded(
    () => driftApi.getColumn(runId, feature),
    [driftApi, runId, feature],
  );
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement) {
        before.focus();
      }
    };
  }, []);
  const close = () => address.set({ feature: undefined, chart: undefined });

  return (
    // A key handler for the whole panel; its buttons keep their own.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      ref={panel}
      className={styles.panel}
      tabIndex={-1}
      aria-label={`Feature ${feature}`}
      onKeyDown={event => {
        if (event.key === 'Escape') {
          close();
        }
      }}
    >
      <Flex direction="column" gap="4">
        <div className={styles.head}>
          <Flex direction="column" gap="1">
            <Text as="h3" variant="title-small" className={styles.name}>
              {feature}
            </Text>
            {detail.value && <StatusChip status={detail.value.status} />}
          </Flex>
          <ButtonIcon
            variant="tertiary"
            aria-label="Close the feature"
            icon={<RiCloseLine />}
            onPress={close}
          />
        </div>
        {detail.isLoading && (
          <LoadingState label={`Loading ${feature}`} lines={14} />
        )}
        {detail.error && (
          <ErrorState
            title={`${feature} cannot be shown`}
            error={detail.error}
            onRetry={detail.reload}
          >
            The table behind this panel still works.
          </ErrorState>
        )}
        {detail.value && <FeatureDetail detail={detail.value} />}
      </Flex>
    </aside>
  );
}
