import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { ButtonLink, Flex, Link, Text } from '@backstage/ui';
import { EmptyState } from '@plumbline/backstage-plugin-kit-react';
import { Mine } from '../fetchMine';
import styles from '../HomePage.module.css';
import { TeamGroup, groupByTeam } from './groupByTeam';

/** How many of one sort are listed before the catalog takes over. */
const SHOWN = 8;
const ALL_OWNED = '/catalog?filters[user]=owned';

function TeamThings({ group }: { group: TeamGroup }) {
  return (
    <div>
      <Text as="h3" weight="bold">
        <EntityRefLink
          entityRef={group.team.ref}
          title={group.team.title}
          hideIcon
        />
      </Text>
      {group.parts.length === 0 && (
        <Text color="secondary">
          Owns nothing yet: a template makes its first service or pipeline.
        </Text>
      )}
      <dl className={styles.parts}>
        {group.parts.map(part => (
          <div key={part.title} className={styles.part}>
            <dt>
              {part.title} <span>{part.entities.length}</span>
            </dt>
            <dd>
              <ul className={styles.things}>
                {part.entities.slice(0, SHOWN).map(entity => (
                  <li key={`${entity.kind}/${entity.metadata.name}`}>
                    <EntityRefLink
                      entityRef={entity}
                      title={entity.metadata.title ?? entity.metadata.name}
                      hideIcon
                    />
                  </li>
                ))}
                {part.entities.length > SHOWN && (
                  <li>
                    <Link href={ALL_OWNED}>
                      {`${part.entities.length - SHOWN} more`}
                    </Link>
                  </li>
                )}
              </ul>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** What the reader's teams own. */
export function MyThings({ mine }: { mine: Mine }) {
  if (mine.teams.length === 0) {
    return (
      <EmptyState
        title="You are a member of no team yet."
        action={
          <ButtonLink variant="primary" href="/create">
            Create a team
          </ButtonLink>
        }
      >
        Services, pipelines and models belong to teams. Create one, or ask a
        team to add you to its members.
      </EmptyState>
    );
  }
  return (
    <Flex direction="column" gap="5">
      {groupByTeam(mine.teams, mine.entities).map(group => (
        <TeamThings key={group.team.ref} group={group} />
      ))}
      {mine.total > mine.entities.length && (
        <Link href={ALL_OWNED}>{`All ${mine.total} in the catalog`}</Link>
      )}
    </Flex>
  );
}
