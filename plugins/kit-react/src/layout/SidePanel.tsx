import { ButtonIcon, Flex, Text } from '@backstage/ui';
import { RiCloseLine } from '@remixicon/react';
import { ReactNode, useEffect, useRef } from 'react';
import styles from './SidePanel.module.css';

/** @public */
export interface SidePanelProps {
  /** Name for screen readers, such as `Feature income`. */
  label: string;
  title: string;
  /** Below the title. */
  status?: ReactNode;
  /** Name of the button that closes it. */
  closeLabel: string;
  onClose: () => void;
  children: ReactNode;
}

/** Everything about one row, beside its table: Escape closes it and gives the focus back. @public */
export function SidePanel(props: SidePanelProps) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement) {
        before.focus();
      }
    };
  }, []);
  return (
    // A key handler for the whole panel; its buttons keep their own.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      ref={panel}
      className={styles.panel}
      tabIndex={-1}
      aria-label={props.label}
      onKeyDown={event => {
        if (event.key === 'Escape') {
          props.onClose();
        }
      }}
    >
      <Flex direction="column" gap="4">
        <div className={styles.head}>
          <Flex direction="column" gap="1">
            <Text as="h3" variant="title-small" className={styles.name}>
              {props.title}
            </Text>
            {props.status}
          </Flex>
          <ButtonIcon
            variant="tertiary"
            aria-label={props.closeLabel}
            icon={<RiCloseLine />}
            onPress={props.onClose}
          />
        </div>
        {props.children}
      </Flex>
    </aside>
  );
}
