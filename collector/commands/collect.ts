import { defineCommand } from '../command.ts'

export const collectCommand = defineCommand({
  name: 'collect',
  description: 'Read the cloud into the data folder; all files of a run are written, or none.',
  example: 'aether collect --cloud production --data data',
  args: {
    cloud: {
      type: 'string',
      valueHint: 'NAME',
      description: 'entry of clouds.yaml (default: aether.yaml, then OS_CLOUD)',
    },
    data: {
      type: 'string',
      valueHint: 'DIR',
      description: 'data folder (default: data in the state folder)',
    },
  },
  async run({ args, progress }) {
    progress.note(String(args.cloud))
  },
})
