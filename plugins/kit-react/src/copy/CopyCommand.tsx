import { ButtonIcon, Flex, Text } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import styles from './CopyCommand.module.css';

/** @public */
export interface CopyCommandProps {
  /** What is copied, exactly as shown. */
  command: string;
  /** Name of the button for screen readers, such as `Copy clone command`. */
  label: string;
}

const SHOWN_MS = 3_000;

/** A command or secret to copy; line breaks are kept. @public */
export function CopyCommand({ command, label }: CopyCommandProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused'>();
  useEffect(() => {
    if (outcome !== 'copied') {
      return undefined;
    }
    const timer = setTimeout(() => setOutcome(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(command);
      setOutcome('copied');
    } catch {
      // Without TLS or permission the browser has no clipboard for pages.
      setOutcome('refused');
    }
  };

  return (
    <Flex direction="column" gap="1">
      <div className={styles.root}>
        <code className={styles.command}>{command}</code>
        <ButtonIcon
          size="small"
          variant="tertiary"
          aria-label={label}
          icon={outcome === 'copied' ? <RiCheckLine /> : <RiFileCopyLine />}
          onPress={copy}
        />
      </div>
      <div role="status">
        {outcome === 'copied' && (
          <Text variant="body-small" color="secondary">
            Copied
          </Text>
        )}
        {outcome === 'refused' && (
          <Text variant="body-small" color="warning">
            The browser does not let this page copy: select the text instead.
          </Text>
        )}
      </div>
    </Flex>
  );
}
