import { Button, Text } from '@backstage/ui';
import { OutsideLink, Section } from '@plumbline/backstage-plugin-kit-react';
import { ScanFindingDetail } from '@plumbline/backstage-plugin-scans-common';
import { useState } from 'react';
import { describeLocation } from '../Findings/describePlace';
import styles from './Finding.module.css';

const SHOWN = 5;

/** The place that the tools name, with a way into the source where that is known. */
export function WhereSection({ finding }: { finding: ScanFindingDetail }) {
  const [isAll, setAll] = useState(false);
  const { location, otherLocations, target, secretPreview } = finding;
  const locations = [...(location ? [location] : []), ...otherLocations];
  const shown = isAll ? locations : locations.slice(0, SHOWN);
  return (
    <Section title="Where">
      {target && (
        <Text>
          {'In '}
          <span className={styles.code}>{target}</span>
        </Text>
      )}
      {locations.length > 0 && (
        <ul className={styles.list} aria-label="Places">
          {shown.map((place, index) => (
            <li key={index} className={styles.code}>
              <OutsideLink href={place.url}>
                {describeLocation(place)}
              </OutsideLink>
            </li>
          ))}
        </ul>
      )}
      {locations.length > SHOWN && (
        <Button
          size="small"
          variant="tertiary"
          onPress={() => setAll(!isAll)}
          style={{ alignSelf: 'start' }}
        >
          {isAll ? 'Show fewer' : `Show all ${locations.length} places`}
        </Button>
      )}
      {!target && locations.length === 0 && (
        <Text color="secondary">No tool names a place.</Text>
      )}
      {secretPreview && (
        <Text color="secondary">
          {'The secret itself is not kept here. It looks like '}
          <span className={styles.code}>{secretPreview}</span>
        </Text>
      )}
    </Section>
  );
}
