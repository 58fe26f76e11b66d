import { Repository } from '@plumbline/backstage-plugin-git-host-common';
import { CopyCommand, EmptyState } from '@plumbline/backstage-plugin-kit-react';

/** How to fill a repository that holds nothing yet. */
export function EmptyRepository({ repository }: { repository: Repository }) {
  const { owner, name, cloneUrl, defaultBranch, canWrite } = repository;
  return (
    <EmptyState title={`${owner}/${name} holds nothing yet.`}>
      {canWrite ? (
        <>
          Push the first commit. Git asks for a name and a password: any name,
          and a write token of {owner} as the password.
          <CopyCommand
            label="Copy the commands"
            command={[
              `git clone ${cloneUrl}`,
              `cd ${name}`,
              `git switch -c ${defaultBranch}`,
              `echo '# ${name}' > README.md`,
              'git add README.md',
              "git commit -m 'Begin'",
              `git push -u origin ${defaultBranch}`,
            ].join('\n')}
          />
        </>
      ) : (
        `A member of ${owner} has to push the first commit.`
      )}
    </EmptyState>
  );
}
