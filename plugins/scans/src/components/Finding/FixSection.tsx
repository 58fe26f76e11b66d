import { Text } from '@backstage/ui';
import { ScanFindingDetail } from '@plumbline/backstage-plugin-scans-common';
import { Section } from '@plumbline/backstage-plugin-kit-react';
import styles from './Finding.module.css';

const FIX_STATES: Record<string, string> = {
  'not-fixed': 'There is no version that fixes it yet.',
  'wont-fix': 'Its makers will not fix it.',
  will_not_fix: 'Its makers will not fix it.',
  fix_deferred: 'Its makers have put off the fix.',
  end_of_life:
    'Its release is no longer supported; a newer release may be free of it.',
  under_investigation: 'Its makers are looking into it.',
};

/** The package with the flaw, and the version without it. */
export function FixSection({ finding }: { finding: ScanFindingDetail }) {
  const { package: found } = finding;
  if (!found) {
    return null;
  }
  const [first, ...others] = found.fixedVersions;
  return (
    <Section title="What fixes it">
      <Text>
        {first === undefined
          ? ((found.fixState && FIX_STATES[found.fixState]) ??
            'No tool names a version that fixes it.')
          : `Upgrade ${found.name}${found.version ? ` from ${found.version}` : ''} to ${first}${others.length > 0 ? ` (or ${others.join(', ')})` : ''}.`}
      </Text>
      {found.purl && (
        <Text color="secondary" className={styles.code}>
          {found.purl}
        </Text>
      )}
    </Section>
  );
}
