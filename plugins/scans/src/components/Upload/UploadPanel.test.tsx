import { screen } from '@testing-library/react';
import { renderScans } from '../../__testUtils__/renderScans';
import { UploadPanel } from './UploadPanel';

it('names every scanner whose reports it takes', async () => {
  renderScans(
    <UploadPanel
      entityRef="component:default/checkout"
      onUploaded={() => {}}
    />,
  );
  const zone = await screen.findByTestId('drop-zone');
  for (const name of ['Trivy Operator', 'kube-bench', 'Falco']) {
    expect(zone).toHaveTextContent(name);
  }
});
