import {
  RelativeTime,
  Section,
  rowStyles,
} from '@plumbline/backstage-plugin-kit-react';
import { ScanFindingDetail } from '@plumbline/backstage-plugin-scans-common';

/** Which scans see it; it is fixed when none does. */
export function SightingsSection(props: Pick<ScanFindingDetail, 'sightings'>) {
  return (
    <Section title="Seen by">
      <table className={rowStyles.table} aria-label="Seen by">
        <thead>
          <tr>
            <th scope="col">Tool</th>
            <th scope="col">Target and branch</th>
            <th scope="col">Now</th>
            <th scope="col">Last seen</th>
          </tr>
        </thead>
        <tbody>
          {props.sightings.map(sighting => (
            <tr key={sighting.scopeId}>
              <td data-label="Tool">{sighting.tool}</td>
              <td data-label="Target and branch">
                {[sighting.target, sighting.branch]
                  .filter(Boolean)
                  .join(', ') || '–'}
              </td>
              <td data-label="Now">{sighting.isGone ? 'gone' : 'sees it'}</td>
              <td data-label="Last seen">
                <RelativeTime value={sighting.lastSeen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
