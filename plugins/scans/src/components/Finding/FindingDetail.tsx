import { Flex, Text } from '@backstage/ui';
import { OutsideLink, Section } from '@plumbline/backstage-plugin-kit-react';
import { ScanFindingDetail } from '@plumbline/backstage-plugin-scans-common';
import { DecisionSection } from '../Decisions/DecisionSection';
import { explainSeverity } from './explainSeverity';
import { Facts } from './Facts';
import { FixSection } from './FixSection';
import { HistorySection } from './HistorySection';
import { SightingsSection } from './SightingsSection';
import { WhereSection } from './WhereSection';
import styles from './Finding.module.css';

function SeveritySection({ finding }: { finding: ScanFindingDetail }) {
  return (
    <Section title={`Why ${finding.severity}`}>
      {explainSeverity(finding).map(reason => (
        <Text key={reason}>{reason}</Text>
      ))}
      {finding.cvss?.vector && (
        <Text className={styles.code}>{finding.cvss.vector}</Text>
      )}
    </Section>
  );
}

function NamesSection({ finding }: { finding: ScanFindingDetail }) {
  const { vulnerability, cwe, references } = finding;
  const ids = vulnerability ? [vulnerability.id, ...vulnerability.aliases] : [];
  const weaknesses = cwe.map(number => `CWE-${number}`);
  if (ids.length + weaknesses.length + references.length === 0) {
    return null;
  }
  return (
    <Section title="Known as">
      {(ids.length > 0 || weaknesses.length > 0) && (
        <Text>{[...ids, ...weaknesses].join(', ')}</Text>
      )}
      {references.length > 0 && (
        <ul className={styles.list} aria-label="References">
          {references.map(reference => (
            <li key={reference}>
              <OutsideLink href={reference}>{reference}</OutsideLink>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** What is wrong, where, what fixes it, why it is so severe, and what became of it. */
export function FindingDetail(props: {
  finding: ScanFindingDetail;
  onDecided: () => void;
}) {
  const { finding, onDecided } = props;
  const { message, suppression } = finding;
  return (
    <Flex direction="column" gap="4">
      <Facts finding={finding} />
      {message && message !== finding.title && (
        <Section title="What the tool says">
          {/* As the scanner wrote it: never Markdown, never HTML */}
          <pre className={styles.message}>{message}</pre>
        </Section>
      )}
      <FixSection finding={finding} />
      <WhereSection finding={finding} />
      <SeveritySection finding={finding} />
      <NamesSection finding={finding} />
      <DecisionSection finding={finding} onDecided={onDecided} />
      {suppression && (
        <Section title="Suppressed by the tool">
          <Text>
            {[suppression.status, suppression.reason]
              .filter(Boolean)
              .join(': ') || 'The tool gives no reason.'}
          </Text>
        </Section>
      )}
      <SightingsSection sightings={finding.sightings} />
      <HistorySection events={finding.events} />
    </Flex>
  );
}
