import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import {
  ErrorState,
  LoadingState,
  Panel,
} from '@plumbline/backstage-plugin-kit-react';
import { EntityPosture } from '@plumbline/backstage-plugin-scans-common';
import { useState } from 'react';
import { usePosture } from '../../hooks/usePosture';
import { FindingList } from '../Findings/FindingList';
import { HeldScans } from '../Held/HeldScans';
import { UploadPanel } from '../Upload/UploadPanel';
import { VexPanel } from '../Upload/VexPanel';
import { Headline } from './Headline';
import { NeverScanned } from './NeverScanned';
import { OpenOverTime } from './OpenOverTime';
import { ScopesTable } from './ScopesTable';
import { StartHere } from './StartHere';
import styles from './SecurityTab.module.css';

function Findings(props: { posture: EntityPosture; onDecided: () => void }) {
  const { posture, onDecided } = props;
  if (!posture.canRead) {
    return (
      <Panel>
        <Text color="secondary">
          The findings themselves are shown to members of the team that owns
          this.
        </Text>
      </Panel>
    );
  }
  return (
    <FindingList
      entityRef={posture.entityRef}
      tools={posture.tools.map(({ tool }) => tool)}
      onDecided={onDecided}
    />
  );
}

/** What is wrong with an entity: the answer first, then where to start and everything in a list. */
export function SecurityTab() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity).toLowerCase();
  const read = usePosture(entityRef);
  const posture = read.value;
  // What was scanned or retired changes the list as well
  const [changes, setChanges] = useState(0);
  const readAgain = () => {
    read.reload();
    setChanges(last => last + 1);
  };
  return (
    <Flex direction="column" gap="4" pb="5" className={styles.root}>
      {read.isLoading && (
        <LoadingState label="Loading the security of this entity" lines={12} />
      )}
      {read.error && (
        <ErrorState
          title="How secure this is is not known right now"
          error={read.error}
          onRetry={read.reload}
        >
          The other tabs of this page still work.
        </ErrorState>
      )}
      {posture?.state === 'never' && (
        <NeverScanned entityRef={entityRef} canUpload={posture.canUpload} />
      )}
      {posture && posture.state !== 'never' && (
        <>
          <Headline posture={posture} />
          <HeldScans
            scopes={posture.scopes}
            canDecide={posture.canDecide}
            onAnswered={readAgain}
          />
          <div className={styles.columns}>
            <OpenOverTime trend={posture.trend} />
            <StartHere posture={posture} />
          </div>
          <Findings key={changes} posture={posture} onDecided={read.reload} />
          <ScopesTable
            scopes={posture.scopes}
            canRetire={posture.canDecide}
            onChanged={readAgain}
          />
        </>
      )}
      {posture?.canUpload && (
        <UploadPanel entityRef={entityRef} onUploaded={readAgain} />
      )}
      {posture?.canDecide && (
        <VexPanel entityRef={entityRef} onImported={readAgain} />
      )}
    </Flex>
  );
}
