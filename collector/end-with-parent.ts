/** For a child process with a channel to its parent: the channel closes when the parent ends, however it ends. */
import process from 'node:process'

process.once('disconnect', () => process.exit(1))
// Waiting for that keeps no process from ending by itself.
process.channel?.unref()
