import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FileButtons } from './FileButtons';

it('saves what is read under its name, and says when it was not made', async () => {
  const saved: string[] = [];
  URL.createObjectURL = () => 'blob:one';
  URL.revokeObjectURL = () => {};
  jest
    .spyOn(HTMLAnchorElement.prototype, 'click')
    .mockImplementation(function click(this: HTMLAnchorElement) {
      saved.push(this.download);
    });
  const fail = async () => {
    throw new Error('too many');
  };
  render(
    <FileButtons
      files={[
        { label: 'CSV', name: 'a.csv', read: async () => new Blob(['x']) },
        { label: 'SARIF', name: 'a.sarif', read: fail },
      ]}
    >
      The list is complete.
    </FileButtons>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'CSV' }));
  expect(saved).toEqual(['a.csv']);
  await userEvent.click(screen.getByRole('button', { name: 'SARIF' }));
  expect(await screen.findByRole('alert')).toHaveTextContent(
    /too many.*The list is complete/,
  );
  expect(saved).toHaveLength(1);
});
