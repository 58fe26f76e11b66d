import { Button, Text } from '@backstage/ui';
import { ScanFindingDetail } from '@plumbline/backstage-plugin-scans-common';
import { Section } from '@plumbline/backstage-plugin-kit-react';
import { useState } from 'react';
import { DecisionForm } from './DecisionForm';
import { DecisionItem } from './DecisionItem';
import styles from './Decisions.module.css';

/** What was decided about a finding, and the form for another decision. */
export function DecisionSection(props: {
  finding: ScanFindingDetail;
  onDecided: () => void;
}) {
  const { finding, onDecided } = props;
  const [isOpen, setOpen] = useState(false);
  const [isProposed, setProposed] = useState(false);
  return (
    <Section title="Decisions">
      {finding.decisions.length === 0 && (
        <Text color="secondary">
          Nobody has decided anything about it; it counts as open.
        </Text>
      )}
      {finding.decisions.length > 0 && (
        <ul className={styles.list} aria-label="Decisions">
          {finding.decisions.map(decision => (
            <DecisionItem
              key={decision.id}
              decision={decision}
              isOfFinding={decision.matcher.about === 'finding'}
              onChanged={onDecided}
            />
          ))}
        </ul>
      )}
      {isProposed && (
        <Text role="status">
          The decision waits for an approver. Until then the finding stays open.
        </Text>
      )}
      {isOpen && (
        <DecisionForm
          finding={finding}
          onCancel={() => setOpen(false)}
          onDecided={decision => {
            setOpen(false);
            setProposed(decision.state === 'proposed');
            onDecided();
          }}
        />
      )}
      {finding.canDecide && !isOpen && (
        <Button
          size="small"
          variant="secondary"
          onPress={() => setOpen(true)}
          style={{ alignSelf: 'start' }}
        >
          Decide
        </Button>
      )}
    </Section>
  );
}
