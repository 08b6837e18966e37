import { Speed } from '@intarsia/domain';
import { command } from '../command.ts';
import { details } from '../views/details.ts';

const settingsView = details<{ speed: string }>(({ speed }) => [['Speed', speed]]);

export const sandboxSettingsCommands = [
  command({
    name: 'sandbox settings',
    summary: 'Show the settings of your sandbox, or change them',
    options: {
      speed: {
        value: '<speed>',
        says: 'How long simulated work takes',
        schema: Speed.optional(),
        choices: Speed.options,
      },
    },
    examples: ['sandbox settings', 'sandbox settings --speed instant'],
    run: async ({ api, print }, { speed }) => {
      const settings =
        speed === undefined
          ? await api.sandboxSettings.get.query({})
          : await api.sandboxSettings.update.mutate({ speed });
      await print(settings, settingsView);
    },
  }),
];
