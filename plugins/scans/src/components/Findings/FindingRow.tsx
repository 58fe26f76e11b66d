import { Link } from '@backstage/ui';
import {
  RelativeTime,
  SeverityChip,
  nameOf,
  rowStyles,
  useAddress,
  useTabAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { ScanFinding } from '@plumbline/backstage-plugin-scans-common';
import { Fragment } from 'react';
import { useNavigate } from 'react-router-dom';
import { DECISIONS, KINDS, STATES } from '../words/words';
import { describePackage, describePlace } from './describePlace';
import styles from './Findings.module.css';

function StateCell({ finding }: { finding: ScanFinding }) {
  const { state, decision, decisionExpiresAt, reopenedCount } = finding;
  return (
    <span>
      {state === 'decided' && decision ? DECISIONS[decision] : STATES[state]}
      {state === 'decided' && decisionExpiresAt && (
        <div className={rowStyles.explain}>
          ends <RelativeTime value={decisionExpiresAt} />
        </div>
      )}
      {reopenedCount > 0 && (
        <div className={rowStyles.explain}>
          {`came back ${reopenedCount === 1 ? 'once' : `${reopenedCount} times`}`}
        </div>
      )}
    </span>
  );
}

const hasDate = (
  finding: ScanFinding,
): finding is ScanFinding & { dueAt: string } =>
  finding.dueAt !== undefined && finding.state === 'open';

function DueCell({ finding }: { finding: ScanFinding }) {
  if (!hasDate(finding)) {
    return <>–</>;
  }
  return (
    <span>
      {finding.isOverdue && <span className={styles.overdue}>overdue </span>}
      <RelativeTime value={finding.dueAt} />
    </span>
  );
}

/** A path or address breaks behind its slashes first. */
function Breakable({ text }: { text: string }) {
  return (
    <span>
      {text.split(/(?<=[/·])/).map((part, index) => (
        <Fragment key={index}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </span>
  );
}

/** One finding; all text of scanners is shown as it is. */
export function FindingRow(props: {
  finding: ScanFinding;
  /** In lists over more than one entity. */
  showsEntity: boolean;
}) {
  const { finding, showsEntity } = props;
  const address = useAddress();
  const addressOf = useTabAddress('security');
  const navigate = useNavigate();
  const href = address.href({ finding: finding.id });
  const inPackage = describePackage(finding);
  const place = describePlace(finding);
  return (
    // The link in the second cell does the same for the keyboard.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <tr
      data-link
      className={styles.row}
      aria-current={address.get('finding') === finding.id || undefined}
      onClick={event => {
        if (!(event.target as Element).closest('a, button')) {
          navigate(href);
        }
      }}
    >
      <td data-label="Severity">
        <SeverityChip severity={finding.severity} />
      </td>
      <td data-label="What" className={styles.what}>
        <span>
          <Link href={href}>{finding.title}</Link>
          {finding.isExploited && (
            <span className={styles.mark}>exploited</span>
          )}
          <div className={rowStyles.explain}>
            {[KINDS[finding.kind], inPackage, finding.tools.join(', ')]
              .filter(Boolean)
              .join(' · ')}
          </div>
        </span>
      </td>
      {showsEntity && (
        <td data-label="Entity" className={rowStyles.name}>
          <Link href={addressOf(finding.entityRef)}>
            {nameOf(finding.entityRef)}
          </Link>
        </td>
      )}
      <td data-label="Where" data-none={place === ''} className={styles.where}>
        <Breakable text={place || '–'} />
      </td>
      <td data-label="Since">
        <RelativeTime value={finding.firstSeen} />
      </td>
      <td data-label="Due" data-none={!hasDate(finding)}>
        <DueCell finding={finding} />
      </td>
      <td data-label="State" className={rowStyles.name}>
        <StateCell finding={finding} />
      </td>
    </tr>
  );
}
