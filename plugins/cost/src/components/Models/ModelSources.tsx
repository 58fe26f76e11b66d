import { EntityLink, Section } from '@plumbline/backstage-plugin-kit-react';
import { CostModelAnswer } from '@plumbline/backstage-plugin-cost-common';
import { SourceList } from '../sources/SourceList';
import styles from './Models.module.css';

function Refs({ title, refs }: { title: string; refs: string[] }) {
  return (
    <div className={styles.refs}>
      <span className={styles.note}>{title}</span>
      {refs.length === 0 ? (
        <span>none in the catalog</span>
      ) : (
        refs.map(entityRef => (
          <EntityLink key={entityRef} entityRef={entityRef} />
        ))
      )}
    </div>
  );
}

/** What was added up, as the catalog relates it to the model, and from which sources. */
export function ModelSources({ model }: { model: CostModelAnswer }) {
  return (
    <Section title="Where the figures come from">
      <Refs title="trained by" refs={model.pipelines} />
      <Refs title="served by" refs={model.servers} />
      <SourceList sources={model.sources} />
    </Section>
  );
}
