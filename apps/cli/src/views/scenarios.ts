import type { ListedScenario, ScenarioFile } from '@intarsia/domain';
import type { View } from '../io.ts';
import { details, listed } from './details.ts';
import type { Column } from './table.ts';
import { plain } from './text.ts';

export const scenarioColumns: readonly Column<ListedScenario>[] = [
  { title: 'Name', of: ({ name }) => name },
  { title: 'Origin', of: ({ origin }) => origin },
  { title: 'Description', of: ({ description }) => description, cut: true },
];

export const scenarioView = details<ScenarioFile>(
  ({ name, description, origin, usernames, password, link_items }) => [
    ['Name', name],
    ['Description', plain(description)],
    ['Origin', origin],
    ['Log in as', listed(usernames)],
    ['Password', plain(password)],
    ['Link items', link_items === null ? 'all' : listed(link_items)],
  ],
);

/** The text as it was written, line by line. */
export const sourceView: View<ScenarioFile> = ({ source }) =>
  source.trimEnd().split('\n').map(plain).join('\n');
